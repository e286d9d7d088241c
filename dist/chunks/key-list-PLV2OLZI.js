import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{formatKeyList,parseKeyList}from"./chunk-AI3CT55N.js";import"./chunk-QGHQUWEY.js";import"./chunk-3O4QCSL4.js";import"./chunk-A2A5CZDQ.js";import"./chunk-DZNCROGV.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{formatKeyList,parseKeyList};

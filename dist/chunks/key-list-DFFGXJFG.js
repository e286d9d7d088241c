import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{formatKeyList,isDay,parseKeyList}from"./chunk-Q4PT5L24.js";import"./chunk-ENJG3EJE.js";import"./chunk-3O4QCSL4.js";import"./chunk-A2A5CZDQ.js";import"./chunk-DZNCROGV.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{formatKeyList,isDay,parseKeyList};

import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{formatKeyList,parseKeyList}from"./chunk-D5P7OGEK.js";import"./chunk-ZASA346T.js";import"./chunk-3O4QCSL4.js";import"./chunk-3ZALZWBL.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{formatKeyList,parseKeyList};

import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{formatKeyList,parseKeyList}from"./chunk-V3K2O52G.js";import"./chunk-7JNMHJR7.js";import"./chunk-3O4QCSL4.js";import"./chunk-HC5T4PMS.js";import"./chunk-2WTPKIR6.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{formatKeyList,parseKeyList};

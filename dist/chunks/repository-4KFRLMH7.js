import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{openRepository}from"./chunk-CYS7ZWXH.js";import"./chunk-LYZHTGG7.js";import"./chunk-JSR4CX6C.js";import"./chunk-AKXDU2II.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{openRepository};

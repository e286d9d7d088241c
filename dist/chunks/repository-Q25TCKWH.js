import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{openRepository}from"./chunk-WUFNMXSM.js";import"./chunk-GDSPWP7H.js";import"./chunk-AKXDU2II.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{openRepository};

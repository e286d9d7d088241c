import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{openRepository}from"./chunk-7VXTH5UQ.js";import"./chunk-M4PAGX2U.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{openRepository};

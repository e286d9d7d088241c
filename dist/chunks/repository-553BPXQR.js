import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{openRepository}from"./chunk-NXRBUR7K.js";import"./chunk-SPOK6BVI.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{openRepository};

import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{connect,listsOf}from"./chunk-VXISISGR.js";import"./chunk-3BJAQRZE.js";import"./chunk-RSCB45YH.js";import"./chunk-TNNRAEKJ.js";import"./chunk-MBCRKW45.js";export{connect,listsOf};

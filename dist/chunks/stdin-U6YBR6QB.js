import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{readAll,readPathList}from"./chunk-UIXWWCXS.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{readAll,readPathList};

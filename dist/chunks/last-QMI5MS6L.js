import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{recallLast,rememberLast}from"./chunk-FHOQLL3W.js";import"./chunk-MTO7E2RK.js";export{recallLast,rememberLast};

import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{openPath,pauseOf,readAll,readPath,readPathList,streamPath,streamStdin}from"./chunk-IHUFNGPW.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{openPath,pauseOf,readAll,readPath,readPathList,streamPath,streamStdin};

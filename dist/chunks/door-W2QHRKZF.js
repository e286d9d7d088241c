import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{createDoor}from"./chunk-TTPPQIMS.js";import"./chunk-25QX4LUB.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{createDoor};

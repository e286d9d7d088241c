import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{createDoor}from"./chunk-2CRT4OB4.js";import"./chunk-EBE4CMEW.js";import"./chunk-MTO7E2RK.js";export{createDoor};

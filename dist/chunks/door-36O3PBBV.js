import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{createDoor}from"./chunk-FIW5N73P.js";import"./chunk-IVUCPP6G.js";import"./chunk-MTO7E2RK.js";export{createDoor};

import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{maskTyped}from"./chunk-NSU3CKFD.js";import"./chunk-AKXDU2II.js";import"./chunk-YKEKC7HG.js";import"./chunk-MTO7E2RK.js";export{maskTyped};

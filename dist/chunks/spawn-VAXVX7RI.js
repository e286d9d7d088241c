import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{git,streamGit}from"./chunk-LYZHTGG7.js";import"./chunk-JSR4CX6C.js";import"./chunk-AKXDU2II.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{git,streamGit};

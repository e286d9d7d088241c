import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{git,streamGit}from"./chunk-AXMRNUB6.js";import"./chunk-J6Z6E6IE.js";import"./chunk-AKXDU2II.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{git,streamGit};

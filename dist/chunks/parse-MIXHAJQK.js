import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{parseRules}from"./chunk-4GDBT7E7.js";import"./chunk-NP7WGMNJ.js";import"./chunk-MLIKHGGO.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{parseRules};

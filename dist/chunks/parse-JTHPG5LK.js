import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{parseRules}from"./chunk-FUGVVFIM.js";import"./chunk-TRTX4ZZS.js";import"./chunk-NP7WGMNJ.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{parseRules};

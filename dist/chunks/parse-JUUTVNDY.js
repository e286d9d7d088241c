import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{parseRules}from"./chunk-H42LCF2W.js";import"./chunk-3O4QCSL4.js";import"./chunk-NP7WGMNJ.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{parseRules};

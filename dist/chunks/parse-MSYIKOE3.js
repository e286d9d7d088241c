import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{parseRules}from"./chunk-DZ3LEORG.js";import"./chunk-MG6NNSXT.js";import"./chunk-DCCQRS5F.js";export{parseRules};

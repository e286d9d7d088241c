import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{parseRules}from"./chunk-ZZJUB56D.js";import"./chunk-NP7WGMNJ.js";import"./chunk-MLIKHGGO.js";import"./chunk-DCCQRS5F.js";export{parseRules};

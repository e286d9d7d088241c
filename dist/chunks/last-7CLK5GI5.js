import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{recallLast,rememberLast}from"./chunk-THHIKURE.js";import"./chunk-MCBEWFIZ.js";import"./chunk-KTIOAO2P.js";import"./chunk-LJBOQNST.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{recallLast,rememberLast};

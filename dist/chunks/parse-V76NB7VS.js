import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{parseRules}from"./chunk-TDTVLPTZ.js";import"./chunk-VJUAQAOW.js";import"./chunk-K7FFWRJV.js";import"./chunk-XY6CTJWS.js";import"./chunk-3O4QCSL4.js";import"./chunk-NCGDSDWC.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{parseRules};

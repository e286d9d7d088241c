import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{render}from"./chunk-OKW7YWRV.js";import"./chunk-F7MCLBEK.js";import"./chunk-TQZY3376.js";import"./chunk-KYKMFMTG.js";import"./chunk-CEF5LTD6.js";import"./chunk-3EJGRIXN.js";import"./chunk-TQNC7TYM.js";import"./chunk-TNNRAEKJ.js";import"./chunk-MBCRKW45.js";export{render};

import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{createReport}from"./chunk-RCUI42Y3.js";import"./chunk-QBWIJYBU.js";import"./chunk-KOGAMSI4.js";import"./chunk-LJBOQNST.js";import"./chunk-IRA24SNF.js";import"./chunk-MTO7E2RK.js";export{createReport};

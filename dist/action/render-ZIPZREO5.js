import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{render}from"./chunk-TP7HCP2Y.js";import"./chunk-CW3ILTU3.js";import"./chunk-MBCRKW45.js";export{render};

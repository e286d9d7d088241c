import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{render}from"./chunk-5JZIA2NS.js";import"./chunk-CW3ILTU3.js";import"./chunk-MBCRKW45.js";export{render};

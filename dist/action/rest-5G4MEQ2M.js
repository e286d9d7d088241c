import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{connect,statusOf,whyFailed}from"./chunk-L655MXE4.js";import"./chunk-MBCRKW45.js";export{connect,statusOf,whyFailed};

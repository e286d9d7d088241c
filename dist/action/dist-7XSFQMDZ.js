import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{TomlDate,TomlError,dist_default,parse,stringify}from"./chunk-PJWYNHUR.js";import"./chunk-MBCRKW45.js";export{TomlDate,TomlError,dist_default as default,parse,stringify};

import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{UserError}from"./chunk-IRA24SNF.js";var CONFIG_FILE="leakward.toml";async function parseConfig(path,text){let{parse,TomlError}=await import("./dist-RLJQP7CP.js");try{return parse(text)}catch(cause){if(!(cause instanceof TomlError))throw cause;let what=cause.message.split(`
`,1)[0]??"";throw new UserError("bad-config",`${path}:${cause.line}:${cause.column}: ${what}`,{cause})}}export{CONFIG_FILE,parseConfig};

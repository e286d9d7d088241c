import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function quoted(value){return`\u201C${beginning(typeof value=="string"?value:JSON.stringify(value)??String(value))}\u201D`}function beginning(text){let shown=[...text].slice(0,4).join("");return shown===text?text:`${shown}\u2026`}export{quoted,beginning};

import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{printable}from"./chunk-WJ5CIKC7.js";function inert(text){return printable(text).replace(/[\\`*_{}[\]()#!|<>~&@:$+^=]|(?<=www)\.|(?<=GH)-/gi,character=>`&#${character.charCodeAt(0)};`)}export{inert};

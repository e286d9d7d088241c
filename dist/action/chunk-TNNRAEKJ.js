import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var UserError=class extends Error{name="UserError";code;hint;constructor(code,message,options={}){super(message,options.cause===void 0?void 0:{cause:options.cause}),this.code=code,this.hint=options.hint}};export{UserError};

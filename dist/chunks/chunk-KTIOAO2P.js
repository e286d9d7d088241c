import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var VERDICT_REASONS=["accepted","restricted","no-credit","plan-blocked","rate-limited","refused","header-lost","no-control","unexpected","no-answer","not-asked"],VERDICT_STATES=["active","inactive","unknown"];export{VERDICT_REASONS,VERDICT_STATES};

import{Fn as UserError,On as quoted,Sn as optionsOf,xn as COMMAND_LIST}from"./guard-aZQXEKj8.js";const SHELLS={bash,zsh,fish};function isShell(name){return Object.hasOwn(SHELLS,name)}async function run({arguments:{shell},io}){if(!isShell(shell))throw new UserError(`bad-usage`,`no completion for ${quoted(shell)}`,{hint:`one of ${Object.keys(SHELLS).join(`, `)}`});return await io.out(SHELLS[shell]()),0}function nextWords(){let next=new Map;for(let{name}of COMMAND_LIST){let words=name.split(` `);for(let[i,word]of words.entries()){let typed=words.slice(0,i).join(` `),known=next.get(typed)??[];known.includes(word)||next.set(typed,[...known,word])}}return next}function flagsFor(command){return optionsOf(command).map(({flag})=>`--${flag}`)}function choices(){let all=COMMAND_LIST.flatMap(({name})=>optionsOf(name));return new Map(all.flatMap(({flag,choices:values})=>values===void 0?[]:[[`--${flag}`,values]]))}function bash(){let values=[...choices()].map(([flag,all])=>`    ${flag}) COMPREPLY=($(compgen -W "${all.join(` `)}" -- "$word")); return ;;`),words=[...nextWords()].map(([typed,all])=>`    "${typed}") next="${all.join(` `)}" ;;`),flags=COMMAND_LIST.map(({name})=>`    "${name}"*) flags="${flagsFor(name).join(` `)}" ;;`);return`_leakward() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" next="" flags="" typed
  case "$before" in
${values.join(`
`)}
  esac
  typed="\${COMP_WORDS[*]:1:COMP_CWORD-1}"
  case "$typed" in
${words.join(`
`)}
  esac
  case "$typed" in
${flags.join(`
`)}
  esac
  if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$word"))
  elif [[ -n "$next" ]]; then COMPREPLY=($(compgen -W "$next" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -F _leakward leakward
`}function zsh(){return`#compdef leakward
autoload -U +X bashcompinit && bashcompinit
${bash()}`}function fish(){let lines=COMMAND_LIST.flatMap(({name,text})=>{let words=name.split(` `),last=words.at(-1)??``,seen=words.slice(0,-1).map(word=>`; and __fish_seen_subcommand_from ${word}`),offer=`complete -c leakward -n '${seen.length===0?`__fish_use_subcommand`:`true${seen.join(``)}`}' -f -a '${last}' -d '${inQuotes(text)}'`,under=words.map(word=>`__fish_seen_subcommand_from ${word}`).join(`; and `);return[offer,...optionsOf(name).map(option=>fishOption(under,option))]});return`${[...(nextWords().get(``)??[]).map(word=>`complete -c leakward -n __fish_use_subcommand -f -a ${word}`),...lines].join(`
`)}\n`}function fishOption(under,{flag,short,value,choices:values,text}){return`complete -c leakward -n '${under}' -l ${flag}${short===void 0||/\d/.test(short)?``:` -s ${short}`}${value===void 0?``:values===void 0?` -r`:` -x -a '${values.join(` `)}'`} -d '${inQuotes(text)}'`}function inQuotes(text){return text.replaceAll(`'`,`\\'`)}export{run};
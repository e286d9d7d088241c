/** `leakward completion bash|zsh|fish`: written from the command and option tables. */

import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import type { CallOf } from './call.ts';
import type { NamedOption } from './options.ts';
import { COMMAND_LIST, type CommandName, optionsOf } from './table.ts';

const SHELLS = { bash, zsh, fish } as const;

function isShell(name: string): name is keyof typeof SHELLS {
  return Object.hasOwn(SHELLS, name);
}

export async function run({ arguments: { shell }, io }: CallOf<'completion'>): Promise<number> {
  if (!isShell(shell)) {
    throw new UserError('bad-usage', `no completion for ${quoted(shell)}`, {
      hint: `one of ${Object.keys(SHELLS).join(', ')}`,
    });
  }
  await io.out(SHELLS[shell]());
  return 0;
}

/** Words that may follow each typed prefix of a command: `` → scan, rules …; `rules` → list, check … */
function nextWords(): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const { name } of COMMAND_LIST) {
    const words = name.split(' ');
    for (const [i, word] of words.entries()) {
      const typed = words.slice(0, i).join(' ');
      const known = next.get(typed) ?? [];
      if (!known.includes(word)) next.set(typed, [...known, word]);
    }
  }
  return next;
}

function flagsFor(command: CommandName): string[] {
  return optionsOf(command).map(({ flag }) => `--${flag}`);
}

/** Values that an option's flag can be followed by. */
function choices(): Map<string, readonly string[]> {
  const all: readonly NamedOption[] = COMMAND_LIST.flatMap(({ name }) => optionsOf(name));
  return new Map(
    all.flatMap(({ flag, choices: values }) => (values === undefined ? [] : [[`--${flag}`, values]])),
  );
}

function bash(): string {
  const values = [...choices()].map(
    ([flag, all]) => `    ${flag}) COMPREPLY=($(compgen -W "${all.join(' ')}" -- "$word")); return ;;`,
  );
  const words = [...nextWords()].map(([typed, all]) => `    "${typed}") next="${all.join(' ')}" ;;`);
  const flags = COMMAND_LIST.map(({ name }) => `    "${name}"*) flags="${flagsFor(name).join(' ')}" ;;`);
  return `_leakward() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" next="" flags="" typed
  case "$before" in
${values.join('\n')}
  esac
  typed="\${COMP_WORDS[*]:1:COMP_CWORD-1}"
  case "$typed" in
${words.join('\n')}
  esac
  case "$typed" in
${flags.join('\n')}
  esac
  if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$word"))
  elif [[ -n "$next" ]]; then COMPREPLY=($(compgen -W "$next" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -F _leakward leakward
`;
}

function zsh(): string {
  return `#compdef leakward
autoload -U +X bashcompinit && bashcompinit
${bash()}`;
}

function fish(): string {
  const lines = COMMAND_LIST.flatMap(({ name, text }) => {
    const words = name.split(' ');
    const last = words.at(-1) ?? '';
    const seen = words.slice(0, -1).map((word) => `; and __fish_seen_subcommand_from ${word}`);
    const first = seen.length === 0 ? '__fish_use_subcommand' : `true${seen.join('')}`;
    const offer = `complete -c leakward -n '${first}' -f -a '${last}' -d '${inQuotes(text)}'`;
    const under = words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    return [offer, ...optionsOf(name).map((option) => fishOption(under, option))];
  });
  const groups = (nextWords().get('') ?? []).map(
    (word) => `complete -c leakward -n __fish_use_subcommand -f -a ${word}`,
  );
  return `${[...groups, ...lines].join('\n')}\n`;
}

function fishOption(under: string, { flag, short, value, choices: values, text }: NamedOption): string {
  const letter = short === undefined || /\d/.test(short) ? '' : ` -s ${short}`;
  const takes = value === undefined ? '' : values === undefined ? ' -r' : ` -x -a '${values.join(' ')}'`;
  return `complete -c leakward -n '${under}' -l ${flag}${letter}${takes} -d '${inQuotes(text)}'`;
}

function inQuotes(text: string): string {
  return text.replaceAll("'", "\\'");
}

/** From an argument list to a command and its flags. */
import { Command as Commander, CommanderError, Option as CommanderOption } from 'commander';
import { type NamedOption, OPTION_LIST } from '../commands/options.ts';
import type { Flags } from '../commands/settings.ts';
import { COMMAND_LIST, type CommandName, optionsOf } from '../commands/table.ts';
import { UserError } from '../model/error.ts';
import { beginning, quoted } from '../model/quote.ts';
import { BUILTIN_RULES } from '../rules/builtin.generated.ts';
import { kindNames } from '../rules/kinds.ts';

/** What was asked: a command with its arguments and typed flags, or a text to print (help, version). */
export type Parsed =
  | {
      readonly kind: 'command';
      readonly command: CommandName;
      /** By name. */
      readonly arguments: Readonly<Record<string, string | readonly string[] | undefined>>;
      readonly flags: Flags;
    }
  | { readonly kind: 'print'; readonly text: string };

/** @param argv arguments behind the program's name. Errors: `bad-usage`. */
export function parse(argv: readonly string[], version: string): Parsed {
  const heard: string[] = [];
  let parsed: Parsed | undefined;
  const program = createProgram(version, heard, (command) => {
    parsed = command;
  });
  try {
    program.parse([...(argv.length === 0 ? ['--help'] : withBareValues(argv))], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'print', text: heard.join('') };
    throw usageError(error);
  }
  return parsed ?? { kind: 'print', text: program.helpInformation() };
}

/** Gives options that may stand alone the value they then have, so that they never take the next argument for it. */
function withBareValues(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const bare = new Map(
    OPTION_LIST.flatMap(({ flag, bare: value }) => (value === undefined ? [] : [[`--${flag}`, value]])),
  );
  return argv.map((arg, i) => {
    const value = end === -1 || i < end ? bare.get(arg) : undefined;
    return value === undefined ? arg : `${arg}=${value}`;
  });
}

type Heard = (parsed: Parsed) => void;

function createProgram(version: string, heard: string[], on: Heard): Commander {
  const program = new Commander('leakward')
    .description(`Finds, proves and kills leaked ${kindNames(BUILTIN_RULES)} API keys.`)
    .version(version)
    .configureOutput({ writeOut: (text) => heard.push(text), writeErr: () => undefined })
    .showSuggestionAfterError(true)
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes: 0 clean, 1 findings, 2 usage, configuration or internal error, 3 incomplete.',
    );
  for (const command of COMMAND_LIST) addCommand(program, command, on);
  return program;
}

function addCommand(program: Commander, command: (typeof COMMAND_LIST)[number], on: Heard): void {
  const { name, text } = command;
  const words = name.split(' ');
  const last = words.pop() ?? '';
  const group = words.reduce((parent, word) => groupOf(parent, word), program);
  const added = group.command(`${last} ${command.arguments ?? ''}`.trim()).description(text);
  const options = optionsOf(name).map((option) => ({ option, made: toCommander(option) }));
  for (const { made } of options) added.addOption(made);
  added.action(() => {
    const values = added.registeredArguments.map((one, i) => [one.name(), added.processedArgs[i]] as const);
    // Only what was typed: defaults come later, behind the environment and the settings file.
    const typed = options.filter(({ made }) => added.getOptionValueSource(made.attributeName()) === 'cli');
    const flags = typed.map(({ option, made }) => [option.name, added.getOptionValue(made.attributeName())]);
    on({
      kind: 'command',
      command: name,
      arguments: Object.fromEntries(values),
      flags: Object.fromEntries(flags),
    });
  });
}

function groupOf(parent: Commander, word: string): Commander {
  return (
    parent.commands.find((known) => known.name() === word) ??
    parent.command(word).description(`${word}: see --help`)
  );
}

function toCommander(option: NamedOption): CommanderOption {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  const value = option.value === undefined ? '' : ` <${option.value}>`;
  const made = new CommanderOption(`${short}--${option.flag}${value}`, describe(option));
  if (option.kind === 'number') made.argParser(wholeNumber(option.flag));
  if (option.kind === 'list')
    made.argParser((text, before: string[] | undefined) => [...(before ?? []), text]);
  if (option.kind === 'choice' && option.choices !== undefined) made.choices([...option.choices]);
  if (option.kind === 'choices') made.argParser(oneOf(option.flag, option.choices ?? []));
  return made;
}

function describe({ text, choices, fallback }: NamedOption): string {
  const all = choices === undefined ? '' : ` (${choices.join(', ')})`;
  const usual = fallback === undefined || typeof fallback === 'boolean' ? '' : `; ${fallback} unless given`;
  return `${text}${all}${usual}`;
}

function wholeNumber(flag: string): (text: string) => number {
  return (text) => {
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw new UserError('bad-usage', `--${flag} takes a whole number, not ${quoted(text)}`);
  };
}

function oneOf(flag: string, choices: readonly string[]): (text: string, before?: string[]) => string[] {
  return (text, before) => {
    if (choices.includes(text)) return [...(before ?? []), text];
    throw new UserError('bad-usage', `--${flag} knows no ${quoted(text)}`, {
      hint: `one of ${choices.join(', ')}`,
    });
  };
}

function usageError({ message: text, code }: CommanderError): UserError {
  const [message = '', ...rest] = withoutTyped(text.replace(/^error: /, ''), code).split('\n');
  const suggestion = rest.join(' ').replace(/^\(|\)$/g, '');
  return new UserError('bad-usage', message, {
    hint: suggestion === '' ? 'leakward --help lists all' : suggestion,
  });
}

/** Commander repeats what was typed between quotes; all else of its messages is ours. */
const TYPED: Readonly<Record<string, RegExp>> = {
  'commander.unknownCommand': /(?<=^unknown command )'(.*)'/s,
  'commander.unknownOption': /(?<=^unknown option )'(.*)'/s,
  'commander.invalidArgument': /(?<= argument )'(.*)'(?= is invalid\.)/s,
};

function withoutTyped(message: string, code: string): string {
  const typed = TYPED[code];
  return typed === undefined ? message : message.replace(typed, (_, word: string) => quotedOption(word));
}

/** The dashes of an option are no part of what is hidden. */
function quotedOption(word: string): string {
  const [dashes = ''] = /^-{0,2}/.exec(word) ?? [];
  return `“${dashes}${beginning(word.slice(dashes.length))}”`;
}

/** Every command, once: its words, its arguments, the options that it takes, and what it is for. */
import { type NamedOption, OPTION_LIST, type OptionName } from './options.ts';

/** What a command declares. Its code sees these arguments and options, and no others (call.ts). */
export interface Command {
  /** In the notation of the help: `<one>`, `[one or none]`, `[any number...]`, `<one or more...>`. */
  readonly arguments?: string;
  readonly options: readonly OptionName[];
  readonly text: string;
}

/** Options of every command. */
const COMMON = ['config', 'color', 'quiet', 'verbose'] as const;
/** Of commands that write reports. */
const REPORT = ['format', 'output', 'failOn'] as const;
/** Of commands that look for keys. */
const DETECT = ['rules', 'keys', 'envKeys', 'baseline'] as const;
/** Of commands that read files. */
const FILES = [
  ...['all', 'exclude', 'filesFrom', 'nul', 'stdinName', 'maxBytes', 'threads'],
  ...DETECT,
] as const satisfies readonly OptionName[];
/** Of commands that ask providers. */
const ASK = ['verify', 'providerUrl'] as const;
/** Of commands that read and write the key list. */
const KEYS = ['rules', 'keys'] as const;

/** Commands by name, as they are typed: `rules list`. In the order of the help. */
export const COMMANDS = {
  scan: {
    arguments: '[path...]',
    options: [...REPORT, 'minConfidence', ...FILES, 'trustTarget', ...ASK],
    text: 'files: in a work tree the tracked and untracked-not-ignored ones; - for standard input',
  },
  history: {
    arguments: '[repository]',
    options: [
      ...[...REPORT, 'minConfidence', ...DETECT, 'trustTarget', ...ASK, 'threads'],
      ...['range', 'since', 'reachableOnly', 'cache', 'recurseSubmodules'],
    ],
    text: 'every object of a repository: all commits, merges, stashes, messages, tags, unreachable objects',
  },
  diff: {
    arguments: '[range]',
    options: [...REPORT, 'minConfidence', ...DETECT, ...ASK, 'threads', 'staged', 'patch'],
    text: 'what a range (A..B, A...B), the index (--staged) or a patch (--patch) introduces',
  },
  guard: {
    arguments: '<hook> [args...]',
    options: ['minConfidence', ...DETECT, 'threads'],
    text: 'what git calls: pre-commit, pre-merge-commit, commit-msg, pre-applypatch, pre-push, pre-receive',
  },
  init: {
    options: ['manager', 'missing', 'install', 'from', 'remove', 'dryRun'],
    text: 'guard this repository: husky, pre-commit, lefthook or plain hooks; ends by stopping a made-up key',
  },
  doctor: {
    options: ['gui'],
    text: 'whether a commit here would really be guarded; changes nothing',
  },
  verify: {
    arguments: '[report]',
    options: [...REPORT, ...DETECT, ...ASK, 'dryRun'],
    text: 'ask whether the keys of a report live (the last scan’s unless named), or keys on standard input (-)',
  },
  revoke: {
    arguments: '[report]',
    options: [
      ...['format', ...DETECT, ...ASK, 'apply', 'yes', 'resume', 'unowned', 'max'],
      ...['watch', 'every', 'for', 'handTo', 'issue', 'journal'],
    ],
    text: 'the plan of revoking your own keys among the findings of a report (the last scan’s unless named); --apply carries it out',
  },
  journal: {
    options: ['journal'],
    text: 'what was revoked, by which run and when; whether the record is whole',
  },
  explain: {
    arguments: '<what>',
    options: FILES,
    text: 'every part of the score of a finding (by fingerprint), of a text, or of - (standard input)',
  },
  allow: {
    arguments: '[fingerprint]',
    options: ['reason', 'path', 'until', 'last'],
    text: 'an entry in .leakwardignore',
  },
  'baseline create': {
    arguments: '[path...]',
    options: ['minConfidence', ...FILES],
    text: 'pass over what is found today',
  },
  'baseline prune': {
    arguments: '[path...]',
    options: ['minConfidence', ...FILES],
    text: 'drop from the baseline what is no longer found',
  },
  'keys add': {
    options: [...KEYS, 'label', 'owner', 'expires', 'protect'],
    text: 'file the keys on standard input, one a line, by hash: safe to commit',
  },
  'keys list': {
    options: [...KEYS, 'envKeys'],
    text: 'the keys that count as your own',
  },
  'keys check': {
    options: [...KEYS, 'envKeys'],
    text: 'which of the keys on standard input are in the list',
  },
  example: {
    arguments: '<provider>',
    options: ['rules', 'count', 'seed'],
    text: 'keys of the right shape that never worked, for tests and documents',
  },
  'rules list': {
    options: ['rules'],
    text: 'the rules in use',
  },
  'rules check': {
    arguments: '<file...>',
    options: [],
    text: 'whether rule files are right and their patterns quick',
  },
  'rules test': {
    arguments: '<file...>',
    options: [],
    text: 'run the examples of rule files through the scanner',
  },
  'rules export': {
    options: ['rules', 'to', 'rule'],
    text: 'the rules in the form of another scanner',
  },
  completion: {
    arguments: '<shell>',
    options: [],
    text: 'completions for bash, zsh or fish',
  },
  where: {
    arguments: '<id>',
    options: ['rules', 'keys', 'envKeys', 'threads', 'machine', 'placesFormat'],
    text: 'every place of one key: files, refs, stashes, history; - for the key itself on standard input',
  },
} as const satisfies Record<string, Command>;

type Table = typeof COMMANDS;
export type CommandName = keyof Table;

/** Options that a command may read. */
export type OptionOf<Name extends CommandName> = (typeof COMMON)[number] | Table[Name]['options'][number];

/** Arguments by name, of a text in the notation of the help. */
type Parsed<Text> = Text extends `${infer First} ${infer Rest}`
  ? Parsed<First> & Parsed<Rest>
  : Text extends `<${infer Name}...>` | `[${infer Name}...]`
    ? { readonly [N in Name]: readonly string[] }
    : Text extends `<${infer Name}>`
      ? { readonly [N in Name]: string }
      : Text extends `[${infer Name}]`
        ? { readonly [N in Name]: string | undefined }
        : unknown;

/** Arguments of a command, by the names that it declares. */
export type ArgumentsOf<Name extends CommandName> = Table[Name] extends { readonly arguments: infer Text }
  ? Parsed<Text>
  : unknown;

/** The table without its literal types, for those who walk it. */
export const COMMAND_LIST: readonly (Command & { readonly name: CommandName })[] = Object.entries(
  COMMANDS,
).map(([name, command]) => ({ ...command, name: name as CommandName }));

/** The options that a command takes, the common ones last. */
export function optionsOf(name: CommandName): NamedOption[] {
  const own: readonly OptionName[] = COMMANDS[name].options;
  const common: readonly OptionName[] = COMMON;
  return [own, common].flatMap((names) => OPTION_LIST.filter((option) => names.includes(option.name)));
}

/**
 * Every option, once: its type, its spellings and its text. The commands (table.ts) name those that they take. The
 * parser, the help, the completions, the settings file, the environment and README's table are read off both.
 */
import { FORMATS } from '../report/formats.ts';

/** What an option takes and gives. */
export type OptionKind = 'flag' | 'text' | 'choice' | 'number' | 'list' | 'choices';

export interface Option {
  readonly kind: OptionKind;
  /** The flag without dashes, where that is not the option's name. */
  readonly flag?: string;
  readonly short?: string;
  /** What the option means without a value, which then can only follow a `=`. */
  readonly bare?: string;
  /** Name of the value in the help. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly fallback?: string | number | boolean;
  /** leakward.toml has a key of the flag's name; absent if a repository may not set it. */
  readonly key?: true;
  /** The environment has a variable of the flag's name. */
  readonly env?: true;
  readonly text: string;
}

export const OPTIONS = {
  format: {
    kind: 'choices',
    short: 'f',
    value: 'name',
    choices: FORMATS,
    key: true,
    env: true,
    text: 'how to report; may be given several times, paired in order with --output',
  },
  output: {
    kind: 'list',
    short: 'o',
    value: 'file',
    text: 'write the report to this file; - for standard output',
  },
  minConfidence: {
    kind: 'choice',
    value: 'level',
    choices: ['high', 'medium', 'low'],
    fallback: 'medium',
    key: true,
    env: true,
    text: 'list findings from this confidence on; lower ones are counted',
  },
  failOn: {
    kind: 'choice',
    value: 'what',
    choices: ['findings', 'warnings', 'nothing'],
    fallback: 'findings',
    key: true,
    env: true,
    text: "what makes the exit code 1: findings, also warnings (other products' keys, split literals, random text in running text, tables and logs), or nothing",
  },
  all: {
    kind: 'flag',
    short: 'a',
    key: true,
    text: 'in a git work tree also read ignored files',
  },
  exclude: {
    kind: 'list',
    value: 'glob',
    key: true,
    text: "leave out paths that match; a directory's name covers what is below it; named in the report",
  },
  filesFrom: {
    kind: 'text',
    value: 'file',
    text: 'read the paths to scan from this file, one a line; - for standard input',
  },
  nul: {
    kind: 'flag',
    flag: 'null',
    short: '0',
    text: 'paths of --files-from end with NUL, not with a line end',
  },
  stdinName: {
    kind: 'text',
    value: 'path',
    fallback: 'stdin',
    text: 'path to report for what comes on standard input',
  },
  maxBytes: {
    kind: 'number',
    value: 'n',
    key: true,
    env: true,
    text: 'read no more bytes than this of a file, pipe, device or standard input; the report lists larger ones',
  },
  rules: {
    kind: 'list',
    value: 'file',
    key: true,
    env: true,
    text: 'add rules of the format of rules/*.toml',
  },
  keys: {
    kind: 'text',
    value: 'file',
    fallback: 'leakward.keys',
    key: true,
    env: true,
    text: 'the list of your own keys, by hash',
  },
  envKeys: {
    kind: 'flag',
    flag: 'no-env-keys',
    fallback: true,
    text: 'do not take the keys in this environment and in untracked .env files for your own',
  },
  baseline: {
    kind: 'text',
    value: 'file',
    fallback: '.leakward-baseline',
    key: true,
    env: true,
    text: 'findings to pass over, as written by baseline create',
  },
  config: {
    kind: 'text',
    short: 'c',
    value: 'file',
    env: true,
    text: 'settings file; otherwise leakward.toml here or above, up to the repository root',
  },
  trustTarget: {
    kind: 'flag',
    text: 'of another repository that is scanned, use its rules and suppressions; never its addresses, keys or [revoke]',
  },
  color: { kind: 'flag', flag: 'no-color', fallback: true, text: 'plain text' },
  quiet: {
    kind: 'flag',
    short: 'q',
    env: true,
    text: 'no progress and no notes on standard error',
  },
  verbose: { kind: 'flag', short: 'v', text: 'say on standard error what is read' },
  threads: {
    kind: 'number',
    value: 'n',
    key: true,
    env: true,
    text: 'workers for large scans; otherwise as many as processors',
  },
  reason: { kind: 'text', value: 'text', text: 'why it is no leak; required' },
  path: { kind: 'text', value: 'glob', text: 'only at paths that match' },
  until: {
    kind: 'text',
    value: 'date',
    text: 'only up to this day, YYYY-MM-DD',
  },
  last: { kind: 'flag', text: 'everything the last scan here reported' },
  count: {
    kind: 'number',
    short: 'n',
    value: 'n',
    fallback: 1,
    text: 'how many',
  },
  range: {
    kind: 'text',
    value: 'A..B',
    text: 'only what the commits of this range put in',
  },
  since: {
    kind: 'text',
    value: 'date',
    text: 'only what commits since this date put in',
  },
  reachableOnly: {
    kind: 'flag',
    text: 'leave out what no branch or tag leads to: reflogs, dangling objects',
  },
  cache: {
    kind: 'flag',
    flag: 'no-cache',
    fallback: true,
    text: 'read everything again, also what an earlier run has settled',
  },
  recurseSubmodules: {
    kind: 'flag',
    text: 'scan the submodules that are checked out, too',
  },
  staged: { kind: 'flag', text: 'what the index changes against HEAD' },
  patch: {
    kind: 'text',
    value: 'file',
    text: 'the added lines of a unified diff in this file, and the text around them; - for standard input',
  },
  manager: {
    kind: 'choice',
    value: 'name',
    choices: ['husky', 'pre-commit', 'lefthook', 'plain'],
    text: 'whose hooks to write; otherwise what the project uses already',
  },
  missing: {
    kind: 'choice',
    value: 'what',
    choices: ['warn', 'block'],
    fallback: 'warn',
    text: 'what a hook does where leakward or node is not there',
  },
  install: {
    kind: 'flag',
    text: 'also run the install step of the hook manager (npm install, husky, pre-commit install …)',
  },
  from: {
    kind: 'text',
    value: 'source',
    text: 'what hook and package managers get leakward from: a tarball, a clone’s directory, or URL#COMMIT; otherwise what this one was installed from',
  },
  remove: { kind: 'flag', text: 'take out what init put in' },
  dryRun: {
    kind: 'flag',
    text: 'tell what would be done, and do nothing',
  },
  gui: {
    kind: 'flag',
    text: 'with the PATH that a graphical git client gives its hooks',
  },
  seed: { kind: 'number', value: 'n', text: 'the same keys every time' },
  to: {
    kind: 'choice',
    value: 'tool',
    choices: ['github', 'gitleaks', 'betterleaks', 'trufflehog', 'kingfisher', 'titus', 'gitlab'],
    text: 'the tool to write rules for; required',
  },
  rule: {
    kind: 'list',
    value: 'id',
    text: 'export only this rule; repeatable; titus reads one rule per file',
  },
  label: {
    kind: 'text',
    value: 'text',
    text: 'what the key is for; required',
  },
  owner: { kind: 'text', value: 'text', text: 'who to tell when it leaks' },
  expires: {
    kind: 'text',
    value: 'date',
    text: 'day it expires, YYYY-MM-DD',
  },
  verify: {
    kind: 'choice',
    value: 'scope',
    bare: 'attributed',
    choices: ['attributed', 'all'],
    text: "ask each key's provider whether it lives, without cost; --verify=all asks also about keys that may be another product's",
  },
  providerUrl: {
    kind: 'list',
    value: 'provider=url',
    text: 'where to ask instead, for example nouvel=https://proxy.example.com; also LEAKWARD_<PROVIDER>_URL',
  },
  apply: { kind: 'flag', text: 'carry the plan out' },
  yes: {
    kind: 'flag',
    short: 'y',
    text: 'with --apply: do not ask; for runs without a terminal',
  },
  resume: {
    kind: 'flag',
    text: 'with --apply: finish what an earlier run left unfinished',
  },
  unowned: {
    kind: 'flag',
    text: 'also keys that are not known for your own; asks on a terminal, whatever --yes says',
  },
  max: {
    kind: 'number',
    value: 'n',
    fallback: 10,
    text: 'keys that one run revokes at most',
  },
  watch: {
    kind: 'flag',
    text: 'ask until the keys that were handed over are refused',
  },
  every: {
    kind: 'number',
    value: 'seconds',
    fallback: 60,
    text: 'with --watch: the time between two looks at a key; 10 at least',
  },
  for: {
    kind: 'number',
    value: 'minutes',
    text: 'with --watch: the time after which it ends all the same',
  },
  handTo: {
    kind: 'text',
    value: 'who',
    text: 'who is to revoke by hand; otherwise the owner in the key list',
  },
  issue: {
    kind: 'text',
    value: 'owner/repo',
    text: 'with --apply: open an issue there for each key that is handed over; never in a public repository',
  },
  journal: {
    kind: 'text',
    value: 'file',
    env: true,
    text: "the record of revocations; otherwise leakward/revocations.jsonl in the user's state directory",
  },
  protect: { kind: 'flag', text: 'never to be revoked by leakward' },
  machine: {
    kind: 'flag',
    text: 'also shell histories, transcripts of coding agents, settings of editors and tools, and this environment',
  },
  placesFormat: {
    kind: 'choice',
    flag: 'format',
    short: 'f',
    value: 'name',
    choices: ['pretty', 'json'],
    fallback: 'pretty',
    text: 'how to list the places',
  },
} as const satisfies Record<string, Option>;

type Table = typeof OPTIONS;
export type OptionName = keyof Table;

type ValueOf<O extends Option> = O extends { kind: 'flag' }
  ? boolean
  : O extends { kind: 'number'; fallback: number }
    ? number
    : O extends { kind: 'number' }
      ? number | undefined
      : O extends { kind: 'choice'; choices: readonly (infer C)[]; fallback: string }
        ? C
        : O extends { kind: 'choice'; choices: readonly (infer C)[] }
          ? C | undefined
          : O extends { kind: 'choices'; choices: readonly (infer C)[] }
            ? readonly C[]
            : O extends { kind: 'list' }
              ? readonly string[]
              : O extends { fallback: string }
                ? string
                : string | undefined;

/** Values of options after flag, environment, settings file and default. */
export type Settings<Name extends OptionName = OptionName> = { readonly [N in Name]: ValueOf<Table[N]> };

/** An option with all of its spellings. */
export interface NamedOption extends Omit<Option, 'key' | 'env'> {
  readonly name: OptionName;
  readonly flag: string;
  /** In leakward.toml. */
  readonly key: string | undefined;
  /** `LEAKWARD_…`. */
  readonly env: string | undefined;
}

/** The flag of an option, without dashes. */
export function flagOf(name: OptionName): string {
  const { flag }: Option = OPTIONS[name];
  return flag ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The table for those who walk it. */
export const OPTION_LIST: readonly NamedOption[] = Object.entries<Option>(OPTIONS).map(([name, option]) => {
  const flag = flagOf(name as OptionName);
  return {
    ...option,
    name: name as OptionName,
    flag,
    key: option.key && flag,
    env: option.env && `LEAKWARD_${flag.replaceAll('-', '_').toUpperCase()}`,
  };
});

/**
 * Every option of every command, once. The parser, the help, the completions, the settings file, the environment
 * and README's table are read off this table.
 */
import { FORMATS } from '../report/formats.ts';

/** What an option takes and gives. */
export type OptionKind = 'flag' | 'text' | 'choice' | 'number' | 'list' | 'choices';

export interface Option {
  readonly kind: OptionKind;
  /** The flag without dashes. */
  readonly flag: string;
  readonly short?: string;
  /** What the option means without a value, which then can only follow a `=`. */
  readonly bare?: string;
  /** Name of the value in the help. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly fallback?: string | number | boolean;
  /** Key in leakward.toml; absent if a repository may not set it. */
  readonly key?: string;
  /** Environment variable. */
  readonly env?: string;
  /** Commands that take it. */
  readonly on: readonly string[];
  readonly text: string;
}

const SCANS = ['scan', 'baseline create', 'baseline prune', 'explain'] as const;
const REPORTS = ['scan', 'history', 'diff', 'verify'] as const;
/** Commands that ask providers. */
const ASKS = ['scan', 'history', 'diff', 'verify', 'revoke'] as const;
/** Commands that look for keys. */
const DETECTS = [...SCANS, 'history', 'diff', 'guard', 'verify', 'revoke'] as const;
const ALL = ['*'] as const;

export const OPTIONS = {
  format: {
    kind: 'choices',
    flag: 'format',
    short: 'f',
    value: 'name',
    choices: FORMATS,
    key: 'format',
    env: 'LEAKWARD_FORMAT',
    on: [...REPORTS, 'revoke'],
    text: 'how to report; may be given several times, paired in order with --output',
  },
  output: {
    kind: 'list',
    flag: 'output',
    short: 'o',
    value: 'file',
    on: REPORTS,
    text: 'write the report to this file; - for standard output',
  },
  minConfidence: {
    kind: 'choice',
    flag: 'min-confidence',
    value: 'level',
    choices: ['high', 'medium', 'low'],
    fallback: 'medium',
    key: 'min-confidence',
    env: 'LEAKWARD_MIN_CONFIDENCE',
    on: ['scan', 'history', 'diff', 'guard', 'baseline create', 'baseline prune'],
    text: 'list findings from this confidence on; lower ones are counted',
  },
  failOn: {
    kind: 'choice',
    flag: 'fail-on',
    value: 'what',
    choices: ['findings', 'warnings', 'nothing'],
    fallback: 'findings',
    key: 'fail-on',
    env: 'LEAKWARD_FAIL_ON',
    on: REPORTS,
    text: "what makes the exit code 1: findings, also warnings (other products' keys, split literals, random text in running text, tables and logs), or nothing",
  },
  all: {
    kind: 'flag',
    flag: 'all',
    short: 'a',
    key: 'all',
    on: SCANS,
    text: 'in a git work tree also read ignored files',
  },
  exclude: {
    kind: 'list',
    flag: 'exclude',
    value: 'glob',
    key: 'exclude',
    on: SCANS,
    text: "leave out paths that match; a directory's name covers what is below it; told in the report",
  },
  filesFrom: {
    kind: 'text',
    flag: 'files-from',
    value: 'file',
    on: SCANS,
    text: 'read the paths to scan from this file, one a line; - for standard input',
  },
  nul: {
    kind: 'flag',
    flag: 'null',
    short: '0',
    on: SCANS,
    text: 'paths of --files-from end with NUL, not with a line end',
  },
  stdinName: {
    kind: 'text',
    flag: 'stdin-name',
    value: 'path',
    fallback: 'stdin',
    on: SCANS,
    text: 'path to report for what comes on standard input',
  },
  maxBytes: {
    kind: 'number',
    flag: 'max-bytes',
    value: 'n',
    key: 'max-bytes',
    env: 'LEAKWARD_MAX_BYTES',
    on: SCANS,
    text: 'read no more bytes than this of a file, pipe, device or standard input; the report lists larger ones',
  },
  rules: {
    kind: 'list',
    flag: 'rules',
    value: 'file',
    key: 'rules',
    env: 'LEAKWARD_RULES',
    on: [...DETECTS, 'rules list', 'rules check', 'rules test', 'rules export', 'example', 'where'],
    text: 'add rules of the format of rules/*.toml',
  },
  keys: {
    kind: 'text',
    flag: 'keys',
    value: 'file',
    fallback: 'leakward.keys',
    key: 'keys',
    env: 'LEAKWARD_KEYS',
    on: [...DETECTS, 'keys add', 'keys list', 'keys check', 'where'],
    text: 'the list of your own keys, by hash',
  },
  envKeys: {
    kind: 'flag',
    flag: 'no-env-keys',
    fallback: true,
    on: [...DETECTS, 'where'],
    text: 'do not take the keys in this environment and in untracked .env files for your own',
  },
  baseline: {
    kind: 'text',
    flag: 'baseline',
    value: 'file',
    fallback: '.leakward-baseline',
    key: 'baseline',
    env: 'LEAKWARD_BASELINE',
    on: DETECTS,
    text: 'findings to pass over, as written by baseline create',
  },
  config: {
    kind: 'text',
    flag: 'config',
    short: 'c',
    value: 'file',
    env: 'LEAKWARD_CONFIG',
    on: ALL,
    text: 'settings file; otherwise leakward.toml here or above, up to the repository root',
  },
  trustTarget: {
    kind: 'flag',
    flag: 'trust-target',
    on: ['scan', 'history'],
    text: 'of another repository that is scanned, use its rules and suppressions; never its addresses, keys or [revoke]',
  },
  color: { kind: 'flag', flag: 'no-color', fallback: true, on: ALL, text: 'plain text' },
  quiet: {
    kind: 'flag',
    flag: 'quiet',
    short: 'q',
    env: 'LEAKWARD_QUIET',
    on: ALL,
    text: 'no progress and no notes on standard error',
  },
  verbose: { kind: 'flag', flag: 'verbose', short: 'v', on: ALL, text: 'say on standard error what is read' },
  threads: {
    kind: 'number',
    flag: 'threads',
    value: 'n',
    key: 'threads',
    env: 'LEAKWARD_THREADS',
    on: ['scan', 'history', 'where'],
    text: 'workers for large scans; otherwise as many as processors',
  },
  reason: { kind: 'text', flag: 'reason', value: 'text', on: ['allow'], text: 'why it is no leak; required' },
  path: { kind: 'text', flag: 'path', value: 'glob', on: ['allow'], text: 'only at paths that match' },
  until: {
    kind: 'text',
    flag: 'until',
    value: 'date',
    on: ['allow'],
    text: 'only up to this day, YYYY-MM-DD',
  },
  last: { kind: 'flag', flag: 'last', on: ['allow'], text: 'everything the last scan here reported' },
  count: {
    kind: 'number',
    flag: 'count',
    short: 'n',
    value: 'n',
    fallback: 1,
    on: ['example'],
    text: 'how many',
  },
  range: {
    kind: 'text',
    flag: 'range',
    value: 'A..B',
    on: ['history'],
    text: 'only what the commits of this range put in',
  },
  since: {
    kind: 'text',
    flag: 'since',
    value: 'date',
    on: ['history'],
    text: 'only what commits since this date put in',
  },
  reachableOnly: {
    kind: 'flag',
    flag: 'reachable-only',
    on: ['history'],
    text: 'leave out what no branch or tag leads to: reflogs, dangling objects',
  },
  cache: {
    kind: 'flag',
    flag: 'no-cache',
    fallback: true,
    on: ['history'],
    text: 'read everything again, also what an earlier run has settled',
  },
  recurseSubmodules: {
    kind: 'flag',
    flag: 'recurse-submodules',
    on: ['history'],
    text: 'scan the submodules that are checked out, too',
  },
  staged: { kind: 'flag', flag: 'staged', on: ['diff'], text: 'what the index changes against HEAD' },
  patch: {
    kind: 'text',
    flag: 'patch',
    value: 'file',
    on: ['diff'],
    text: 'the added lines of a unified diff in this file, and the text around them; - for standard input',
  },
  manager: {
    kind: 'choice',
    flag: 'manager',
    value: 'name',
    choices: ['husky', 'pre-commit', 'lefthook', 'plain'],
    on: ['init'],
    text: 'whose hooks to write; otherwise what the project uses already',
  },
  missing: {
    kind: 'choice',
    flag: 'missing',
    value: 'what',
    choices: ['warn', 'block'],
    fallback: 'warn',
    on: ['init'],
    text: 'what a hook does where leakward or node is not there',
  },
  install: {
    kind: 'flag',
    flag: 'install',
    on: ['init'],
    text: 'also run the install step of the hook manager (npm install, husky, pre-commit install …)',
  },
  from: {
    kind: 'text',
    flag: 'from',
    value: 'source',
    on: ['init'],
    text: 'what hook and package managers get leakward from: a tarball, a clone’s directory, or URL#COMMIT; otherwise what this one was installed from',
  },
  remove: { kind: 'flag', flag: 'remove', on: ['init'], text: 'take out what init put in' },
  dryRun: {
    kind: 'flag',
    flag: 'dry-run',
    on: ['init', 'verify'],
    text: 'tell what would be done, and do nothing',
  },
  gui: {
    kind: 'flag',
    flag: 'gui',
    on: ['doctor'],
    text: 'with the PATH that a graphical git client gives its hooks',
  },
  seed: { kind: 'number', flag: 'seed', value: 'n', on: ['example'], text: 'the same keys every time' },
  to: {
    kind: 'choice',
    flag: 'to',
    value: 'tool',
    choices: ['github', 'gitleaks', 'betterleaks', 'trufflehog', 'kingfisher', 'titus', 'gitlab'],
    on: ['rules export'],
    text: 'the tool to write rules for; required',
  },
  rule: {
    kind: 'list',
    flag: 'rule',
    value: 'id',
    on: ['rules export'],
    text: 'export only this rule; repeatable; titus reads one rule per file',
  },
  label: {
    kind: 'text',
    flag: 'label',
    value: 'text',
    on: ['keys add'],
    text: 'what the key is for; required',
  },
  owner: { kind: 'text', flag: 'owner', value: 'text', on: ['keys add'], text: 'who to tell when it leaks' },
  expires: {
    kind: 'text',
    flag: 'expires',
    value: 'date',
    on: ['keys add'],
    text: 'day it expires, YYYY-MM-DD',
  },
  verify: {
    kind: 'choice',
    flag: 'verify',
    value: 'scope',
    bare: 'attributed',
    choices: ['attributed', 'all'],
    on: ASKS,
    text: "ask each key's provider whether it lives, without cost; --verify=all asks also about keys that may be another product's",
  },
  providerUrl: {
    kind: 'list',
    flag: 'provider-url',
    value: 'provider=url',
    on: ASKS,
    text: 'where to ask instead, for example nouvel=https://proxy.example.com; also LEAKWARD_<PROVIDER>_URL',
  },
  apply: { kind: 'flag', flag: 'apply', on: ['revoke'], text: 'carry the plan out' },
  yes: {
    kind: 'flag',
    flag: 'yes',
    short: 'y',
    on: ['revoke'],
    text: 'with --apply: do not ask; for runs without a terminal',
  },
  resume: {
    kind: 'flag',
    flag: 'resume',
    on: ['revoke'],
    text: 'with --apply: finish what an earlier run left unfinished',
  },
  unowned: {
    kind: 'flag',
    flag: 'unowned',
    on: ['revoke'],
    text: 'also keys that are not known for your own; asks on a terminal, whatever --yes says',
  },
  max: {
    kind: 'number',
    flag: 'max',
    value: 'n',
    fallback: 10,
    on: ['revoke'],
    text: 'keys that one run revokes at most',
  },
  watch: {
    kind: 'flag',
    flag: 'watch',
    on: ['revoke'],
    text: 'ask until the keys that were handed over are refused',
  },
  every: {
    kind: 'number',
    flag: 'every',
    value: 'seconds',
    fallback: 60,
    on: ['revoke'],
    text: 'with --watch: the time between two looks at a key',
  },
  for: {
    kind: 'number',
    flag: 'for',
    value: 'minutes',
    on: ['revoke'],
    text: 'with --watch: the time after which it ends all the same',
  },
  handTo: {
    kind: 'text',
    flag: 'hand-to',
    value: 'who',
    on: ['revoke'],
    text: 'who is to revoke by hand; otherwise the owner in the key list',
  },
  issue: {
    kind: 'text',
    flag: 'issue',
    value: 'owner/repo',
    on: ['revoke'],
    text: 'with --apply: open an issue there for each key that is handed over; never in a public repository',
  },
  journal: {
    kind: 'text',
    flag: 'journal',
    value: 'file',
    env: 'LEAKWARD_JOURNAL',
    on: ['revoke', 'journal'],
    text: "the record of revocations; otherwise leakward/revocations.jsonl in the user's state directory",
  },
  protect: { kind: 'flag', flag: 'protect', on: ['keys add'], text: 'never to be revoked by leakward' },
  machine: {
    kind: 'flag',
    flag: 'machine',
    on: ['where'],
    text: 'also shell histories, transcripts of coding agents, settings of editors and tools, and this environment',
  },
  placesFormat: {
    kind: 'choice',
    flag: 'format',
    short: 'f',
    value: 'name',
    choices: ['pretty', 'json'],
    fallback: 'pretty',
    on: ['where'],
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

/** Every option's value after flag, environment, settings file and default. */
export type Settings = { readonly [Name in OptionName]: ValueOf<Table[Name]> };

/** The table without its literal types, for those who walk it. */
export const OPTION_LIST: readonly (Option & { readonly name: OptionName })[] = Object.entries(OPTIONS).map(
  ([name, option]) => ({ ...(option as Option), name: name as OptionName }),
);

/** The options that a command takes, the common ones last. */
export function optionsOf(command: string): (Option & { readonly name: OptionName })[] {
  const own = OPTION_LIST.filter(({ on }) => on.includes(command));
  return [...own, ...OPTION_LIST.filter(({ on }) => on.includes('*'))];
}

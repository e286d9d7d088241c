/**
 * Every input of the Action, once: action.yml and README are checked against this table. The runner sets an `INPUT_…`
 * variable for each input that action.yml declares, so that none can be slipped in by an earlier step.
 */
import { OPTIONS, type Option, type OptionName } from '../commands/options.ts';
import type { Flags } from '../commands/settings.ts';
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import { readUrls, type UrlInput, variableOf } from './named-urls.ts';
import type { Environment } from './runner.ts';

export type InputKind = 'text' | 'urls' | 'flag' | 'choice' | 'number' | 'list';

export interface Input {
  /** As it stands under `with:`. */
  readonly input: string;
  readonly kind: InputKind;
  readonly choices?: readonly string[];
  /** What action.yml gives where the workflow gives nothing. */
  readonly fallback: string;
  /** The option of the command line that it sets; its own setting in leakward.toml then counts where it is empty. */
  readonly option?: OptionName;
  readonly text: string;
}

/** @param text where the option's own words do not fit: here files are read from the base commit, never from disk */
function ofOption<const I extends string, const K extends InputKind>(
  input: I,
  option: OptionName,
  kind: K,
  text?: string,
): { input: I; kind: K; option: OptionName; fallback: ''; text: string } {
  return { input, kind, option, fallback: '', text: text ?? OPTIONS[option].text };
}

export const INPUTS = {
  token: {
    input: 'token',
    kind: 'text',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner puts the value in
    fallback: '${{ github.token }}',
    text: 'token to fetch commits and to report with; contents: read is enough to scan',
  },
  base: {
    input: 'base',
    kind: 'text',
    fallback: '',
    text: 'for workflow_dispatch and schedule: scan what head has and this commit, branch or tag has not',
  },
  head: {
    input: 'head',
    kind: 'text',
    fallback: '',
    text: 'for workflow_dispatch and schedule: the commit, branch or tag to scan; otherwise the one that runs',
  },
  config: ofOption('config', 'config', 'text', 'settings file in the base commit; otherwise leakward.toml'),
  rules: ofOption('rules', 'rules', 'list', 'files of rules in the base commit to add, one a line'),
  keys: ofOption('keys', 'keys', 'text', 'the list of your own keys, by hash, in the base commit'),
  baseline: ofOption('baseline', 'baseline', 'text', 'findings to pass over, in the base commit'),
  minConfidence: ofOption('min-confidence', 'minConfidence', 'choice'),
  failOn: ofOption('fail-on', 'failOn', 'choice'),
  threads: ofOption('threads', 'threads', 'number'),
  comment: {
    input: 'comment',
    kind: 'flag',
    fallback: 'false',
    text: 'keep one comment with the report on the pull request; refused in public repositories',
  },
  sarifUpload: {
    input: 'sarif-upload',
    kind: 'flag',
    fallback: 'false',
    text: 'upload the findings to code scanning; needs security-events: write',
  },
  prSuppressions: {
    input: 'pr-suppressions',
    kind: 'choice',
    choices: ['reviewed', 'honour', 'inert'],
    fallback: 'reviewed',
    text: 'whether what a pull request itself allows counts: when reviewed on its head commit, always (forks: when reviewed), or never',
  },
  suppressionLabel: {
    input: 'suppression-label',
    kind: 'text',
    fallback: 'leakward-reviewed',
    text: 'label by which someone with write access accepts what a pull request allows',
  },
  verify: {
    input: 'verify',
    kind: 'flag',
    fallback: 'false',
    text: 'ask the providers, for free, whether the keys found are active',
  },
  verifyForks: {
    input: 'verify-forks',
    kind: 'flag',
    fallback: 'false',
    text: 'ask also for keys in pull requests from forks; without it none of them is revoked',
  },
  revoke: {
    input: 'revoke',
    kind: 'choice',
    choices: ['off', 'dry-run', 'apply'],
    fallback: 'off',
    text: 'plan the revocation of your own active keys that this event brings in, or carry it out',
  },
  revokeMax: {
    input: 'revoke-max',
    kind: 'number',
    fallback: '10',
    text: 'revoke no more keys than this in one run',
  },
  providerUrls: {
    input: 'provider-urls',
    kind: 'urls',
    fallback: '',
    text: 'where to ask instead of a provider itself, one a line: nouvel=https://proxy.example.com',
  },
  revokeUrls: {
    input: 'revoke-urls',
    kind: 'urls',
    fallback: '',
    text: 'addresses that revoke keys, one a line: nouvel=https://keys.example.com, with the token in the variable LEAKWARD_REVOKE_NOUVEL_TOKEN; keys of other providers are left for by hand',
  },
} as const satisfies Record<string, Input>;

type Table = typeof INPUTS;
export type InputName = keyof Table;

type ValueOf<I extends Input> = I extends { kind: 'flag' }
  ? boolean
  : I extends { kind: 'number' }
    ? number | undefined
    : I extends { kind: 'list' | 'urls' }
      ? readonly string[]
      : I extends { kind: 'choice'; choices: readonly (infer C)[] }
        ? C
        : string | undefined;

/** Every input's value; undefined or empty where the workflow gives none. */
export type Inputs = { readonly [Name in InputName]: ValueOf<Table[Name]> } & {
  /** What to say of inputs that are called otherwise now. */
  readonly notes: readonly string[];
};

/** The table without its literal types, for those who walk it. */
export const INPUT_LIST: readonly (Input & { readonly name: InputName })[] = Object.entries(INPUTS).map(
  ([name, input]) => ({ ...(input as Input), name: name as InputName }),
);

/** What the Action gives back: name and meaning, as in action.yml. */
export const OUTPUTS = {
  findings: 'keys that fail the check',
  active: 'keys of these that their provider says are active',
  revoked: 'keys that this run has revoked',
  incomplete: 'true if something that should have been read could not be',
  'sarif-path': 'the findings as SARIF',
  'report-path': 'the report as JSON',
  'exit-code': '0 clean, 1 findings, 2 usage, configuration or internal error, 3 incomplete',
} as const;

export type OutputName = keyof typeof OUTPUTS;

/** The choices of an input: its own, or those of its option. */
export function choicesOf({ choices, option }: Input): readonly string[] | undefined {
  return choices ?? (option === undefined ? undefined : (OPTIONS[option] as Option).choices);
}

/** Reads all inputs. Errors: `bad-usage` naming the input and what it takes. */
export function readInputs(env: Environment): Inputs {
  const notes: string[] = [];
  const entries = INPUT_LIST.map((input) => {
    const given = env[variableOf(input.input)]?.trim() ?? '';
    // Of an expression the runner has made a value before it got here.
    const fallback = input.fallback.startsWith('$') ? '' : input.fallback;
    const text = given === '' ? fallback : given;
    if (input.kind !== 'urls') return [input.name, READ[input.kind](input, text)] as const;
    const read = readUrls(input.input as UrlInput, text, env);
    notes.push(...read.notes);
    return [input.name, read.urls] as const;
  });
  return { ...Object.fromEntries(entries), notes } as unknown as Inputs;
}

const READ = {
  text: (_input, text) => (text === '' ? undefined : text),
  flag: (input, text) =>
    text === 'true' || text === 'false' ? text === 'true' : refuse(input, text, 'true or false'),
  number: (input, text) => {
    if (text === '') return undefined;
    return /^\d{1,9}$/.test(text) ? Number(text) : refuse(input, text, 'a whole number');
  },
  choice: (input, text) => {
    const choices = choicesOf(input) ?? [];
    if (text === '') return undefined;
    return choices.includes(text) ? text : refuse(input, text, choices.join(', '));
  },
  list: (_input, text) =>
    text
      .split(/[\n,]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
} as const satisfies Record<Exclude<InputKind, 'urls'>, (input: Input, text: string) => unknown>;

function refuse({ input }: Input, text: string, expected: string): never {
  throw new UserError('bad-usage', `input ${input} takes ${expected}, not ${quoted(text)}`);
}

/** The inputs that set options, as the command line would give them. */
export function flagsOf(inputs: Inputs): Flags {
  const given = INPUT_LIST.flatMap(({ name, option }) => {
    const value: unknown = inputs[name];
    const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
    return option === undefined || isEmpty ? [] : [[option, value] as const];
  });
  return Object.fromEntries(given) as Flags;
}

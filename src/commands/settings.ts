/** Flag over environment over leakward.toml over default. */
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import { nearest } from '../rules/nearest.ts';
import { OPTION_LIST, OPTIONS, type Option, type OptionName, type Settings } from './options.ts';

/** Values as typed, by the option's name in the table; absent if not given. */
export type Flags = Readonly<Record<string, unknown>>;

/** A value and where it came from, for the error that says it is wrong. */
interface Given {
  readonly value: unknown;
  readonly from: string;
}

/**
 * @param file the parsed settings file with its path
 * Errors: `bad-config` for a settings file, `bad-usage` for an environment variable.
 */
export function settingsOf(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  file: { readonly path: string; readonly values: Readonly<Record<string, unknown>> } | undefined,
): Settings {
  if (file !== undefined) refuseUnknown(file.path, Object.keys(file.values));
  const entries = OPTION_LIST.map((option) => {
    const given = flags[option.name];
    if (given !== undefined) return [option.name, given];
    const set = fromEnv(option, env) ?? fromFile(option, file);
    return [option.name, set === undefined ? fallbackOf(option) : checked(option, set)];
  });
  return Object.fromEntries(entries) as Settings;
}

/** Where the value of an option comes from. */
export type OptionOrigin = 'flag' | 'environment' | 'file' | 'default';

/** Which of them has the option's value; the values are as `settingsOf` takes them. */
export function originOf(
  name: OptionName,
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  file: { readonly path: string; readonly values: Readonly<Record<string, unknown>> } | undefined,
): OptionOrigin {
  const option: Option = OPTIONS[name];
  if (flags[name] !== undefined) return 'flag';
  if (fromEnv(option, env) !== undefined) return 'environment';
  return fromFile(option, file) === undefined ? 'default' : 'file';
}

/** Tables that a command reads by itself. */
const TABLES = ['revoke'] as const;

function refuseUnknown(path: string, keys: readonly string[]): void {
  const known = [...TABLES, ...OPTION_LIST.flatMap(({ key }) => (key === undefined ? [] : [key]))];
  const unknown = keys.find((key) => !known.some((one) => one === key));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  const hint = meant === undefined ? `known are ${known.join(', ')}` : `did you mean “${meant}”?`;
  throw new UserError('bad-config', `${path}: unknown setting ${quoted(unknown)}`, { hint });
}

function fromEnv(option: Option, env: Readonly<Record<string, string | undefined>>): Given | undefined {
  const text = option.env === undefined ? undefined : env[option.env];
  if (text === undefined || text === '') return undefined;
  const from = `environment variable ${option.env}`;
  if (option.kind === 'number') return { value: /^\d+$/.test(text) ? Number(text) : text, from };
  if (option.kind === 'flag') return { value: text !== '0' && text !== 'false', from };
  const isMany = option.kind === 'list' || option.kind === 'choices';
  return { value: isMany ? text.split(',').map((part) => part.trim()) : text, from };
}

function fromFile(
  option: Option,
  file: { readonly path: string; readonly values: Readonly<Record<string, unknown>> } | undefined,
): Given | undefined {
  const value = option.key === undefined ? undefined : file?.values[option.key];
  return value === undefined ? undefined : { value, from: `${file?.path}: “${option.key}”` };
}

function fallbackOf(option: Option): unknown {
  if (option.fallback !== undefined) return option.fallback;
  if (option.kind === 'flag') return false;
  return option.kind === 'list' || option.kind === 'choices' ? [] : undefined;
}

/** What each kind must be, in words and as a test. */
const EXPECTED = {
  flag: ['true or false', (value) => typeof value === 'boolean'],
  text: ['a text', (value) => typeof value === 'string'],
  number: ['a whole number', (value) => Number.isSafeInteger(value) && Number(value) >= 0],
  choice: ['a text', (value) => typeof value === 'string'],
  list: ['a list of texts', isTexts],
  choices: ['a list of texts', isTexts],
} as const satisfies Record<Option['kind'], readonly [string, (value: unknown) => boolean]>;

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function checked(option: Option, { value, from }: Given): unknown {
  const code = from.startsWith('environment') ? 'bad-usage' : 'bad-config';
  const [expected, test] = EXPECTED[option.kind];
  if (!test(value)) throw new UserError(code, `${from} takes ${expected}, not ${quoted(value)}`);
  const wrong = option.choices && [value].flat().find((item) => !option.choices?.includes(String(item)));
  if (wrong === undefined) return value;
  throw new UserError(code, `${from} knows no ${quoted(wrong)}`, {
    hint: `one of ${option.choices?.join(', ')}`,
  });
}

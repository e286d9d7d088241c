/** Flag over environment over leakward.toml over default. */
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import { nearest } from '../rules/nearest.ts';
import { type NamedOption, OPTION_LIST, type OptionKind, type OptionName, type Settings } from './options.ts';
import { type CommandName, type OptionOf, optionsOf } from './table.ts';

/** Values as typed, by the option's name in the table; absent if not given. */
export type Flags = Readonly<Record<string, unknown>>;

/** Where the value of an option comes from. */
export type OptionOrigin = 'flag' | 'environment' | 'file' | 'default';

/** A settings file, parsed. */
interface Parsed {
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A value and where it came from, for the error that says it is wrong. */
interface Given {
  readonly value: unknown;
  readonly origin: OptionOrigin;
  readonly from: string;
}

/** Every option, whichever a command takes: a settings file and an environment are right or wrong as a whole. */
export interface Settled {
  readonly settings: Settings;
  readonly origin: (name: OptionName) => OptionOrigin;
}

/** Errors: `bad-config` for a settings file, `bad-usage` for an environment variable. */
export function settle(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  file: Parsed | undefined,
): Settled {
  if (file !== undefined) refuseUnknown(file.path, Object.keys(file.values));
  const values: Record<string, unknown> = {};
  const origins = new Map<OptionName, OptionOrigin>();
  for (const option of OPTION_LIST) {
    const { name } = option;
    const given = flags[name];
    const set = given === undefined ? (fromEnv(option, env) ?? fromFile(option, file)) : undefined;
    values[name] = given ?? (set === undefined ? fallbackOf(option) : checked(option, set));
    origins.set(name, given === undefined ? (set?.origin ?? 'default') : 'flag');
  }
  return { settings: values as Settings, origin: (name) => origins.get(name) ?? 'default' };
}

/** Those that a command declares. */
export function optionsFor<Name extends CommandName>(
  command: Name,
  settings: Settings,
): Settings<OptionOf<Name>> {
  const declared = optionsOf(command).map(({ name }) => [name, settings[name]] as const);
  return Object.fromEntries(declared) as Settings<OptionOf<Name>>;
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

function fromEnv(option: NamedOption, env: Readonly<Record<string, string | undefined>>): Given | undefined {
  const text = option.env === undefined ? undefined : env[option.env];
  if (text === undefined || text === '') return undefined;
  return { value: fromText(option, text), origin: 'environment', from: `environment variable ${option.env}` };
}

function fromText({ kind }: NamedOption, text: string): unknown {
  if (kind === 'number') return /^\d+$/.test(text) ? Number(text) : text;
  if (kind === 'flag') return text !== '0' && text !== 'false';
  return kind === 'list' || kind === 'choices' ? text.split(',').map((part) => part.trim()) : text;
}

function fromFile(option: NamedOption, file: Parsed | undefined): Given | undefined {
  const value = option.key === undefined ? undefined : file?.values[option.key];
  return value === undefined ? undefined : { value, origin: 'file', from: `${file?.path}: “${option.key}”` };
}

function fallbackOf(option: NamedOption): unknown {
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
} as const satisfies Record<OptionKind, readonly [string, (value: unknown) => boolean]>;

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function checked(option: NamedOption, { value, origin, from }: Given): unknown {
  const code = origin === 'environment' ? 'bad-usage' : 'bad-config';
  const [expected, test] = EXPECTED[option.kind];
  if (!test(value)) throw new UserError(code, `${from} takes ${expected}, not ${quoted(value)}`);
  const wrong = option.choices && [value].flat().find((item) => !option.choices?.includes(String(item)));
  if (wrong === undefined) return value;
  throw new UserError(code, `${from} knows no ${quoted(wrong)}`, {
    hint: `one of ${option.choices?.join(', ')}`,
  });
}

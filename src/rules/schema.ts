/** What a key of a rule file may hold, and the errors that say so. */
import { UserError } from '../model/error.ts';
import { beginning, quoted } from '../model/quote.ts';
import { nearest } from './nearest.ts';

/** A place in a rule file, for errors. */
export interface Where {
  readonly file: string;
  /** Id of the rule, or its number in the file until the id is known. */
  readonly rule: string;
  /** The table within the rule: `shape`, `shape.issued[2]`. */
  readonly table?: string;
}

/** A table of a TOML file. */
export type Fields = Readonly<Record<string, unknown>>;

/** A test with the words for what it expects. */
export interface Kind<T> {
  readonly expected: string;
  readonly test: (value: unknown) => value is T;
}

export const TEXT: Kind<string> = {
  expected: 'a text',
  test: (value): value is string => typeof value === 'string' && value !== '',
};

export const TEXTS: Kind<readonly string[]> = {
  expected: 'a list of texts',
  test: (value): value is readonly string[] => Array.isArray(value) && value.every(TEXT.test),
};

/** Terms that are compared with text in lower case: others would never be found. */
export const LOWER_TEXTS: Kind<readonly string[]> = {
  expected: 'a list of texts in lower case',
  test: (value): value is readonly string[] =>
    TEXTS.test(value) && value.every((text) => text === text.toLowerCase()),
};

export const WHOLE: Kind<number> = {
  expected: 'a whole number from 1 to 256',
  test: (value): value is number => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 256,
};

export const FLAG: Kind<boolean> = {
  expected: 'true or false',
  test: (value): value is boolean => typeof value === 'boolean',
};

export const TABLE: Kind<Fields> = {
  expected: 'a table',
  test: (value): value is Fields =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date),
};

export const TABLES: Kind<readonly Fields[]> = {
  expected: 'a list of tables',
  test: (value): value is readonly Fields[] => Array.isArray(value) && value.every(TABLE.test),
};

export const RANGE: Kind<readonly [number, number]> = {
  expected: 'two whole numbers from 1 to 256, the smaller first',
  test: (value): value is readonly [number, number] =>
    Array.isArray(value) &&
    value.length === 2 &&
    value.every(WHOLE.test) &&
    Number(value[0]) <= Number(value[1]),
};

/** One of a set of words. */
export function oneOf<T extends string>(words: readonly T[]): Kind<T> {
  return {
    expected: `one of ${words.join(', ')}`,
    test: (value): value is T => words.some((word) => word === value),
  };
}

/** The value of a key. Errors: `bad-rule` if it is missing or not what is expected. */
export function need<T>(fields: Fields, key: string, kind: Kind<T>, where: Where): T {
  const value = fields[key];
  if (kind.test(value)) return value;
  throw ruleError(where, key, `expected ${kind.expected}, found ${found(value)}`);
}

/** The value of a key that may be left out. */
export function want<T>(fields: Fields, key: string, kind: Kind<T>, fallback: T, where: Where): T {
  return fields[key] === undefined ? fallback : need(fields, key, kind, where);
}

/** Errors: `bad-rule` for a key that is not known, with the nearest that is. */
export function refuseUnknown(fields: Fields, known: readonly string[], where: Where): void {
  const unknown = Object.keys(fields).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  const hint = near === undefined ? `known are ${known.join(', ')}` : `did you mean “${near}”?`;
  throw ruleError(where, beginning(unknown), 'no such key', hint);
}

/** An error that names file, rule, key and what was expected. */
export function ruleError(where: Where, key: string, problem: string, hint?: string): UserError {
  const path = where.table === undefined ? key : `${where.table}.${key}`;
  const options = hint === undefined ? {} : { hint };
  return new UserError('bad-rule', `${where.file}: ${where.rule}: “${path}”: ${problem}`, options);
}

/** Texts longer than this may be a key that somebody pasted as an example, and are not shown. */
const MOST_SHOWN = 15;

function found(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === '') return 'an empty text';
  if (typeof value === 'string') return value.length > MOST_SHOWN ? 'a text' : quoted(value);
  if (Array.isArray(value))
    return value.every(WHOLE.test) && value.length > 0 ? `[${value.join(', ')}]` : 'a list';
  return value instanceof Date ? 'a date' : 'a table';
}

/**
 * The list of an organisation's own keys. Safe to commit: of each key it holds the SHA-256, the length, the start
 * that a dashboard shows, and who it belongs to. One key a block of TOML, so that two branches merge.
 */
import { parse, stringify, TomlError } from 'smol-toml';
import { SHOWN } from '../detect/own.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import { quoted } from '../model/quote.ts';
import { LEAST_LENGTH, onceEach } from './own-key.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day that there is. */
export function isDay(text: string): boolean {
  const day = DATE.test(text) ? new Date(text) : undefined;
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Each key once. @param path for errors. Errors: `bad-key-list` naming the entry and what was expected. */
export function parseKeyList(text: string, path: string): OwnKey[] {
  const entries = readToml(text, path)['key'] ?? [];
  if (!Array.isArray(entries)) throw new UserError('bad-key-list', `${path}: expected blocks of [[key]]`);
  return onceEach(entries.map((entry: unknown, i) => readEntry(entry, `${path}: key ${i + 1}`)));
}

function readToml(text: string, path: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    throw new UserError('bad-key-list', `${path}:${cause.line}:${cause.column}: not TOML`);
  }
}

/** Fields of an entry: what each must be, in words and as a test. */
const FIELDS: Readonly<Record<keyof OwnKey, readonly [expected: string, test: (value: unknown) => boolean]>> =
  {
    ruleId: ['the id of a rule', (value) => typeof value === 'string'],
    sha256: ['64 hexadecimal digits', (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)],
    start: ['the first characters of the key', (value) => typeof value === 'string' && value.length >= SHOWN],
    length: [
      `a number of at least ${LEAST_LENGTH}`,
      (value) => typeof value === 'number' && value >= LEAST_LENGTH,
    ],
    label: ['a text', (value) => typeof value === 'string'],
    owner: ['a text', isOptionalText],
    expires: [
      'a date, YYYY-MM-DD',
      (value) => value === undefined || (typeof value === 'string' && DATE.test(value)),
    ],
    protect: ['true or false', (value) => value === undefined || typeof value === 'boolean'],
  };

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function readEntry(entry: unknown, where: string): OwnKey {
  if (typeof entry !== 'object' || entry === null)
    throw new UserError('bad-key-list', `${where}: expected a block`);
  const fields = new Map(Object.entries(entry));
  for (const [name, [expected, test]] of Object.entries(FIELDS)) {
    if (!test(fields.get(name)))
      throw new UserError('bad-key-list', `${where}: “${name}” must be ${expected}`);
  }
  const unknown = [...fields.keys()].find((name) => !(name in FIELDS));
  if (unknown !== undefined)
    throw new UserError('bad-key-list', `${where}: unknown field ${quoted(unknown)}`);
  return Object.fromEntries(fields) as unknown as OwnKey;
}

/** The list as text: sorted by label, then hash; a key filed twice stands once. */
export function formatKeyList(keys: readonly OwnKey[]): string {
  const sorted = onceEach(keys).toSorted((a, b) => order(a).localeCompare(order(b), 'en'));
  const head = '# Own keys, by hash: leakward keys add. Holds no key; commit it.\n\n';
  return head + sorted.map((key) => `[[key]]\n${stringify(key)}`).join('\n');
}

function order({ label, sha256: hash }: OwnKey): string {
  return `${label}\0${hash}`;
}

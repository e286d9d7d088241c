/**
 * `.leakwardignore`. One entry a line, `#` starts the reason:
 *
 *     3f9a21bc77d0                                # documentation
 *     3f9a21bc77d0 path:docs/** until:2027-01-31  # rotated, still in the changelog
 *     path:test/fixtures/**                       # made with leakward example
 *
 * The first word is a fingerprint, or at least 8 digits of its hash. Entries that met nothing are reported as stale.
 */
import { cutRandom } from '../detect/randomness/cut.ts';
import { UserError } from '../model/error.ts';
import type { Finding, Suppression } from '../model/finding.ts';
import { quoted } from '../model/quote.ts';
import type { IgnoreEntry } from '../model/suppressions.ts';
import { checkGlobs } from '../sources/glob/glob.ts';

/** Its usual name, at the root of a repository. */
export const IGNORE_FILE = '.leakwardignore';

/** Digits of a hash that are enough to name it. */
export const LEAST_DIGITS = 8;

/** Errors: `bad-suppression` with file and line, what was found and what was expected. */
export function parseIgnoreFile(text: string, file: string): IgnoreEntry[] {
  const entries = text.split(/\r?\n/).flatMap((line, i) => {
    const [entry = '', ...comment] = line.split(/(?:^|\s)#/);
    if (entry.trim() === '') return [];
    return [readEntry(entry.trim().split(/\s+/), comment.join('#').trim(), `${file}:${i + 1}`)];
  });
  const globs = entries.flatMap(({ path }) => path ?? []);
  checkGlobs(globs, file, 'bad-suppression');
  return entries;
}

function readEntry(words: readonly string[], reason: string, where: string): IgnoreEntry {
  const fields = words.map((word) => readWord(word, where));
  const entry: Omit<IgnoreEntry, 'where'> = Object.assign({}, ...fields);
  if (entry.fingerprint === undefined && entry.path === undefined) {
    throw new UserError('bad-suppression', `${where}: expected a fingerprint or path:<glob>`);
  }
  return { ...entry, where, ...(reason === '' ? {} : { reason }) };
}

function readWord(word: string, where: string): Partial<IgnoreEntry> {
  if (word.startsWith('path:')) return { path: word.slice('path:'.length) };
  if (/^until[:=]\d{4}-\d{2}-\d{2}$/.test(word)) return { until: word.slice('until:'.length) };
  if (isFingerprint(word)) return { fingerprint: word };
  throw new UserError(
    'bad-suppression',
    `${where}: ${quoted(word)} is no fingerprint, path:<glob> or until:YYYY-MM-DD`,
    {
      hint: 'leakward allow writes entries for you',
    },
  );
}

/** True for a whole fingerprint or enough digits of its hash. */
export function isFingerprint(word: string): boolean {
  return /^(?:[a-z][a-z0-9-]*:)?[0-9a-f]{8,64}$/.test(word);
}

/** Digits that reports show of a hash. */
const SHOWN_DIGITS = 12;

/** A word that passed for a fingerprint, as it may be repeated: what was typed may be a key of hexadecimal digits. */
export function shownFingerprint(word: string): string {
  const colon = word.lastIndexOf(':') + 1;
  return cutRandom(word.slice(0, colon)) + word.slice(colon, colon + SHOWN_DIGITS);
}

/** True if digits or a fingerprint name a finding. */
export function names(word: string, { fingerprint }: Pick<Finding, 'fingerprint'>): boolean {
  if (word.includes(':')) return fingerprint.startsWith(word);
  return word.length >= LEAST_DIGITS && fingerprint.slice(fingerprint.lastIndexOf(':') + 1).startsWith(word);
}

/** True for a path in a directory; all are in the empty one. */
export function isBelow(path: string, directory: string): boolean {
  return directory === '' || path.startsWith(`${directory}/`);
}

/** The suppression that an entry is. */
export function suppressionOf({ reason, until, where }: IgnoreEntry): Suppression {
  return {
    kind: 'ignore-file',
    where,
    ...(reason === undefined ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
  };
}

/** The file with an entry added at its end. */
export function addEntry(
  text: string,
  { fingerprint, path, until, reason }: Omit<IgnoreEntry, 'where'>,
): string {
  const words = [fingerprint, path && `path:${path}`, until && `until:${until}`].filter(
    (word) => word !== undefined,
  );
  const line = `${words.join(' ')}${reason === undefined ? '' : `  # ${reason.replace(/\s+/g, ' ')}`}\n`;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}`;
}

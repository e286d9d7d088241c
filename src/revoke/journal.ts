/**
 * The record of revocations: one JSON line an event, only ever appended, each on disk before the next step. Holds
 * fingerprints, never keys. Every line carries a sum over itself and the line that its run wrote before, so that a
 * line that was changed or taken out shows.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../model/error.ts';
import type { VerdictReason, VerdictState } from '../model/verdict.ts';
import { readGuarded } from '../state/guarded-read.ts';

/** What happened to a key. */
export type JournalEvent =
  /** This run is at it now. `resumes` names the run whose claim it takes over. */
  | {
      readonly event: 'claimed';
      readonly redacted: string;
      readonly pid: number;
      readonly host: string;
      readonly resumes?: string;
    }
  | { readonly event: 'asked'; readonly state: VerdictState; readonly reason: VerdictReason }
  /** Written before the call: from here on it may have been made. */
  | { readonly event: 'calling'; readonly target: string }
  | { readonly event: 'called'; readonly answer: string }
  | { readonly event: 'handed-over'; readonly redacted: string; readonly to: string; readonly issue?: string }
  | {
      readonly event: 'ended';
      readonly state: 'revoked' | 'already-inactive' | 'failed';
      readonly reason: string;
    };

/** An event with when, by which run, and on which key. */
export type Entry = JournalEvent & {
  readonly at: string;
  readonly run: string;
  readonly fingerprint: string;
};

/** Where events go, each on disk when `append` returns. */
export interface Journal {
  append(fingerprint: string, event: JournalEvent): void;
  entries(): readonly Entry[];
}

const SUM = 'sum';

/** What stands in a journal, and what is wrong with it. */
export interface JournalText {
  readonly entries: readonly Entry[];
  /** Numbers of lines that a crash cut short: nothing is lost but an event that had not happened yet. */
  readonly torn: readonly number[];
  /** Numbers of lines that were changed, that are none of a journal, or before which one is missing. */
  readonly damaged: readonly number[];
}

/** Reads a journal's text. */
export function parseJournal(text: string): JournalText {
  const entries: Entry[] = [];
  const torn: number[] = [];
  const damaged: number[] = [];
  const sums = new Map<string, string>();
  for (const [i, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const read = readLine(line);
    if (read === undefined) {
      (isTorn(line) ? torn : damaged).push(i + 1);
      continue;
    }
    const { entry, sum } = read;
    if (sumOf(entry, sums.get(entry.run)) !== sum) damaged.push(i + 1);
    sums.set(entry.run, sum);
    entries.push(entry);
  }
  return { entries, torn, damaged };
}

/** How every line begins: what begins otherwise was never one. */
const START = '{"at":"';

function isTorn(line: string): boolean {
  return line.startsWith(START) || START.startsWith(line);
}

function readLine(line: string): { readonly entry: Entry; readonly sum: string } | undefined {
  try {
    const { [SUM]: sum, ...entry } = JSON.parse(line) as Record<string, unknown>;
    const isWhole = [sum, entry['at'], entry['run'], entry['fingerprint'], entry['event']].every(
      (field) => typeof field === 'string',
    );
    return isWhole ? { entry: entry as unknown as Entry, sum: String(sum) } : undefined;
  } catch {
    return undefined;
  }
}

function sumOf(entry: Entry, before = ''): string {
  return createHash('sha256').update(before).update(JSON.stringify(entry)).digest('hex');
}

/** Larger ones are no journals: a line a step, some 300 bytes. */
const MOST_BYTES = 256 << 20;

/** The text of a journal; empty if there is none yet. Errors: `unreadable`. */
export function readJournal(path: string): string {
  const read = readGuarded(path, { followsLinks: true, maxBytes: MOST_BYTES });
  if (read.kind === 'read') return read.bytes.toString('utf8');
  if (read.kind === 'absent') return '';
  throw new UserError('unreadable', `the journal ${path} cannot be read: ${read.reason}`);
}

/** The events of a journal that is as it was written. Errors: `unreadable`; `bad-journal` for one that was changed. */
export function wholeEntries(path: string): readonly Entry[] {
  const { entries, damaged } = parseJournal(readJournal(path));
  if (damaged.length === 0) return entries;
  throw new UserError('bad-journal', `${path}: line ${damaged[0]} was changed, or one before it is missing`, {
    hint: 'leakward journal shows it; --journal names another',
  });
}

export interface JournalOptions {
  readonly path: string;
  /** Of this run alone. */
  readonly run: string;
  readonly now: () => Date;
}

/**
 * Opens a journal to append to; makes it, for its owner only, if it is not there. Errors: `unwritable`, also from
 * `append`: what could not be written must not happen. `bad-journal` for one that was changed.
 */
export function openJournal({ path, run, now }: JournalOptions): Journal & { close(): void } {
  const file = openFile(path);
  let before: string | undefined;
  try {
    wholeEntries(path);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return {
    append(fingerprint, event) {
      const entry: Entry = { at: now().toISOString(), run, fingerprint, ...event };
      const sum = sumOf(entry, before);
      writeDown(file, `${JSON.stringify({ ...entry, [SUM]: sum })}\n`, path);
      before = sum;
    },
    entries: () => parseJournal(readJournal(path)).entries,
    close: () => closeSync(file),
  };
}

function openFile(path: string): number {
  try {
    makeDirectory(dirname(path));
    const file = openSync(path, 'a+', 0o600);
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
    throw Object.assign(new Error('no file'), { code: 'no file' });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Step by step: `recursive` of Node 20 never ends where a parent can hold no directories, as in /proc. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another run may have made it since: what stands there is looked at when the file is opened.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** In one write, so that lines of two runs never mix; behind a line that a crash cut short, on one of its own. */
function writeDown(file: number, line: string, path: string): void {
  try {
    const bytes = Buffer.from(endsWithin(file) ? `\n${line}` : line);
    if (writeSync(file, bytes) !== bytes.length) throw new Error('written in part');
    fsyncSync(file);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** True if the last line has no end. */
function endsWithin(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}

function unwritable(path: string, cause: unknown): UserError {
  const { code = 'in part only' } = cause as NodeJS.ErrnoException;
  return new UserError(
    'unwritable',
    `the journal ${path} cannot be written (${code}): without it nothing is revoked`,
    {
      hint: '--journal names another place',
      cause,
    },
  );
}

/** The runner's own files. */

import { appendFileSync } from 'node:fs';
import { UserError } from '../model/error.ts';
import type { OutputName } from './inputs.ts';
import type { Runner } from './runner.ts';

/** The runner drops a summary that is larger, whole (actions/runner, FileCommandManager.cs). */
const MOST_SUMMARY = 1 << 20;

/** Appends to the job's summary. Errors: `unwritable`. */
export function writeSummary({ summaryFile }: Runner, text: string): void {
  if (summaryFile === undefined) return;
  const isSmall = Buffer.byteLength(text) < MOST_SUMMARY;
  append(
    summaryFile,
    'the summary',
    isSmall ? text : 'leakward: the summary became too large, see the report\n',
  );
}

/** Sets the step's outputs: numbers and paths of ours, each on a line. Errors: `unwritable`. */
export function writeOutputs({ outputFile }: Runner, outputs: Readonly<Record<OutputName, string>>): void {
  if (outputFile === undefined) return;
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value.replace(/[\r\n]/g, ' ')}\n`);
  append(outputFile, 'the outputs', lines.join(''));
}

function append(path: string, what: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (cause) {
    throw unwritable(what, cause);
  }
}

/** @param what what it was to hold: the path is the runner's and tells nobody anything */
export function unwritable(what: string, cause: unknown): UserError {
  const { code = 'failed' } = cause as NodeJS.ErrnoException;
  return new UserError('unwritable', `${what} could not be written (${code})`, { cause });
}

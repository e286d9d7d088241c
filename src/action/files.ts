/** The runner's own files. */

import { appendFileSync } from 'node:fs';
import type { OutputName } from './inputs.ts';
import type { Runner } from './runner.ts';

/** The runner drops a summary that is larger, whole (actions/runner, FileCommandManager.cs). */
const MOST_SUMMARY = 1 << 20;

/** Appends to the job's summary. */
export function writeSummary({ summaryFile }: Runner, text: string): void {
  if (summaryFile === undefined) return;
  const isSmall = Buffer.byteLength(text) < MOST_SUMMARY;
  appendFileSync(summaryFile, isSmall ? text : 'leakward: the summary became too large, see the report\n');
}

/** Sets the step's outputs: numbers and paths of ours, each on a line. */
export function writeOutputs({ outputFile }: Runner, outputs: Readonly<Record<OutputName, string>>): void {
  if (outputFile === undefined) return;
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value.replace(/[\r\n]/g, ' ')}\n`);
  appendFileSync(outputFile, lines.join(''));
}

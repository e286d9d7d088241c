/** The runner's files, and ours beside them. */

import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../model/report.ts';
import { render } from '../report/render.ts';
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

export interface ReportFiles {
  readonly report: string;
  readonly sarif: string;
}

/** Writes the report where later steps find it: for this user only, gone after the job. */
export function writeReports({ temp }: Runner, report: Report, time: string): ReportFiles {
  const directory = mkdtempSync(join(temp, 'leakward-report-'));
  const files = { report: join(directory, 'leakward.json'), sarif: join(directory, 'leakward.sarif') };
  const options = { color: false, time };
  writeFileSync(files.report, render(report, 'json', options), { mode: 0o600 });
  writeFileSync(files.sarif, render(report, 'sarif', options), { mode: 0o600 });
  return files;
}

/** The report as files for later steps. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../model/report.ts';
import { render } from '../report/render.ts';
import type { Runner } from './runner.ts';

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

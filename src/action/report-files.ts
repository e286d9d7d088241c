/** The report as files for later steps. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../model/report.ts';
import type { RenderOptions } from '../report/formats.ts';
import { render } from '../report/render.ts';
import { unwritable } from './files.ts';
import type { Runner } from './runner.ts';

export interface ReportFiles {
  readonly report: string;
  readonly sarif: string;
}

/** Writes the report where later steps find it: for this user only, gone after the job. Errors: `unwritable`. */
export function writeReports({ temp }: Runner, report: Report, options: RenderOptions): ReportFiles {
  const [json, sarif] = [render(report, 'json', options), render(report, 'sarif', options)];
  try {
    const directory = mkdtempSync(join(temp, 'leakward-report-'));
    const files = { report: join(directory, 'leakward.json'), sarif: join(directory, 'leakward.sarif') };
    writeFileSync(files.report, json, { mode: 0o600 });
    writeFileSync(files.sarif, sarif, { mode: 0o600 });
    return files;
  } catch (cause) {
    throw unwritable('the report', cause);
  }
}

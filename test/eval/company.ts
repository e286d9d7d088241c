/**
 * What guard does to a company whose record ids start like our keys: `tsx test/eval/company.ts [files]` prints it; a test
 * runs it too.
 */
import { outcomeOf } from '../../src/model/policy.ts';
import { companyFiles } from '../support/corpus/company.ts';
import { seeded } from '../support/corpus/random.ts';
import { detect } from '../support/detect.ts';

export interface CompanyOutcome {
  readonly files: number;
  /** Path and line of the first finding of each file that guard would block. */
  readonly blocked: readonly string[];
  /** Files with a finding that is only listed. */
  readonly warned: number;
}

/** Every file judged as one that a commit adds. */
export function measureCompany(files: number, seed = 1): CompanyOutcome {
  const blocked: string[] = [];
  let warned = 0;
  for (const { path, text } of companyFiles(files, seeded(seed))) {
    const found = detect(text, path);
    const stops = found.find((finding) => outcomeOf(finding) === 'fail');
    if (stops !== undefined) blocked.push(`${path}: ${text.split('\n')[stops.location.startLine - 1]}`);
    else if (found.length > 0) warned++;
  }
  return { files, blocked, warned };
}

if (process.argv[1] === import.meta.filename) {
  const { files, blocked, warned } = measureCompany(Number(process.argv[2] ?? 200));
  process.stdout.write(`${files} files: ${blocked.length} blocked, ${warned} with warnings\n`);
  for (const line of blocked) process.stdout.write(`  ${line.slice(0, 160)}\n`);
}

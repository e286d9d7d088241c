/**
 * Validates SARIF reports with Microsoft's own validator, with GitHub's rules: `npx tsx test/conformance/sarif-multitool.ts`.
 * Apart from the tests, as it downloads 100 MB from the npm registry into .cache/. Linux only.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from 'sarif';
import type { Report } from '../../src/model/report.ts';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { findingOf, keyOf, manyFindings, reportOf, resultOf } from '../support/report.ts';

const PACKAGE = '@microsoft/sarif-multitool-linux';
const VERSION = '5.7.0';
const CACHE = new URL('../../.cache/sarif-multitool', import.meta.url).pathname;
const TOOL = join(CACHE, 'node_modules', PACKAGE, 'Sarif.Multitool');
const RULES = 'Sarif;Gh;Ghas';

const REPORTS = {
  full: fullReport(),
  empty: reportOf(),
  hostile: reportOf({ results: [resultOf(findingOf(keyOf(0), '/a b\n[c](d)\u202e<e>.ts'))] }),
  many: manyFindings(6000),
} as const satisfies Record<string, Report>;

function install(): void {
  if (existsSync(TOOL)) return;
  mkdirSync(CACHE, { recursive: true });
  const options = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', CACHE];
  execFileSync('npm', [...options, `${PACKAGE}@${VERSION}`], { stdio: 'inherit' });
}

/** What the validator finds wrong. Its exit code is 0 either way, so its own report is read. */
function complaintsOf(name: string, report: Report, directory: string): readonly string[] {
  const input = join(directory, `${name}.sarif`);
  const output = join(directory, `${name}.checked.sarif`);
  writeFileSync(input, render(report, 'sarif', { color: false, time: '2026-11-24T12:00:00.000Z' }));
  const options = ['--rule-kind', RULES, '--level', 'Error;Warning;Note', '--log', 'ForceOverwrite'];
  execFileSync(TOOL, ['validate', input, ...options, '--output', output], { stdio: 'ignore' });
  const log = JSON.parse(readFileSync(output, 'utf8')) as Log;
  const results = log.runs.flatMap((run) => run.results ?? []);
  return results.map(({ level, ruleId, message }) =>
    [name, level ?? 'warning', ruleId, message.id, ...(message.arguments ?? [])].join(' '),
  );
}

function main(): void {
  install();
  // Its npm wrapper would pass the rule kinds through a shell, which splits them at the semicolons.
  chmodSync(TOOL, 0o755);
  const directory = mkdtempSync(join(tmpdir(), 'leakward-sarif-'));
  const complaints = Object.entries(REPORTS).flatMap(([name, report]) =>
    complaintsOf(name, report, directory),
  );
  rmSync(directory, { recursive: true });
  const errors = complaints.filter((line) => line.split(' ')[1] === 'error');
  const counted = new Map<string, number>();
  for (const line of complaints) {
    const kind = line.split(' ').slice(0, 3).join(' ');
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
  }
  const summary = [...counted].map(([kind, number]) => `${kind}: ${number}\n`).join('');
  process.stdout.write(`${summary}${errors.slice(0, 20).join('\n')}\n${errors.length} errors\n`);
  process.exitCode = errors.length === 0 ? 0 : 1;
}

main();

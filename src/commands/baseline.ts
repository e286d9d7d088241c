/** `leakward baseline create|prune`. */

import { UserError } from '../model/error.ts';
import type { Report } from '../model/report.ts';
import { formatBaseline, parseBaseline } from '../policy/baseline.ts';
import { readBaseline } from '../policy/disk.ts';
import { changeFile } from '../state/write-file.ts';
import type { CallOf } from './call.ts';
import { baselineFile } from './policy.ts';
import { scanFilesOf } from './scan-files.ts';

/** Writes what is found now and not allowed otherwise. */
export async function create(call: CallOf<'baseline create'>): Promise<number> {
  const report = await complete(call);
  return await save(call, fingerprintsIn(report));
}

/** Keeps of the baseline what is still found. */
export async function prune(call: CallOf<'baseline prune'>): Promise<number> {
  const before = parseBaseline(readBaseline(baselineFile(call), true), call.options.baseline);
  const found = new Set(fingerprintsIn(await complete(call)));
  return await save(
    call,
    [...before.keys()].filter((fingerprint) => found.has(fingerprint)),
  );
}

/** A baseline of an incomplete scan would pass over less than it seems, or drop what was not looked for. */
async function complete(call: CallOf<'baseline create'>): Promise<Report> {
  const report = await scanFilesOf(call, {
    minConfidence: call.options.minConfidence,
    failOn: 'findings',
    isBaselineNeeded: false,
  });
  const unread = report.coverage.skipped.find(({ kind }) => kind === 'unread');
  if (unread === undefined) return report;
  throw new UserError('unreadable', `the scan was incomplete: ${unread.path}: ${unread.reason}`, {
    hint: 'leave it out with --exclude',
  });
}

function fingerprintsIn({ results, suppressed }: Report): string[] {
  const baselined = suppressed.filter(({ suppression }) => suppression?.kind === 'baseline');
  return [...results, ...baselined].map(({ finding }) => finding.fingerprint);
}

async function save(call: CallOf<'baseline create'>, fingerprints: readonly string[]): Promise<number> {
  await changeFile(baselineFile(call).path, () => formatBaseline(fingerprints));
  await call.io.say(`${new Set(fingerprints).size} findings in ${call.options.baseline}\n`);
  return 0;
}

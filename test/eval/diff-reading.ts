/**
 * `npx tsx test/eval/diff-reading.ts`: builds the repository with a key in every corner and prints, beside what
 * `leakward history` finds, what a reader of `git log -p` (as gitleaks runs it) gets to see of the same.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../src/detect/fingerprint.ts';
import { buildHistoryRepo } from '../support/history-repo.ts';
import { BIN } from '../support/run.ts';

const room = mkdtempSync(join(tmpdir(), 'leakward-reading-'));
const { directory, expected } = buildHistoryRepo(join(room, 'repo'));
const args = ['log', '-p', '-U0', '--full-history', '--all', '--diff-filter=tuxdb'];
const diffs = execFileSync('git', args, { cwd: directory, maxBuffer: 1 << 30 }).toString('latin1');
// A reader of diffs looks at added lines only.
const added = diffs
  .split('\n')
  .filter((line) => line.startsWith('+'))
  .join('\n');
const ours = spawnSync(process.execPath, [BIN, 'history', '--format', 'json'], {
  cwd: directory,
  maxBuffer: 1 << 28,
});
const told = ours.stdout.toString();
const row = (name: string, log: boolean, history: boolean): string =>
  `${name.padEnd(32)} ${log ? 'shown' : 'NOT SHOWN'.padEnd(5)}`.padEnd(46) + (history ? 'found' : 'MISSED');
process.stdout.write(`${'key in'.padEnd(32)} git log -p   leakward history\n`);
for (const { name, key } of expected)
  process.stdout.write(`${row(name, added.includes(key), told.includes(sha256(key)))}\n`);
execFileSync('rm', ['-rf', room]);

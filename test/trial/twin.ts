/**
 * The pack kernel against its twin in TypeScript: random and damaged packs, inflate against zlib, and all tests of
 * histories with the twin as their reader.
 */
import { spawnSync } from 'node:child_process';

const PROPERTIES = ['test/git/objects'];
const HISTORIES = ['test/history', 'test/scan'];

/** @param args how many packs and, times a hundred, streams; 400 unless given */
export async function run([runs = '400']: readonly string[]): Promise<number> {
  const streams = String(Number(runs) * 100);
  return (
    tests(['test/git/objects/kernel/inflate.test.ts'], { LEAKWARD_RUNS: streams }) ||
    tests(PROPERTIES, { LEAKWARD_RUNS: runs }) ||
    tests(HISTORIES, { LEAKWARD_READER: 'typescript' })
  );
}

function tests(files: readonly string[], env: Readonly<Record<string, string>>): number {
  const ran = spawnSync('npm', ['test', '--', ...files], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return ran.status ?? 1;
}

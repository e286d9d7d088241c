/** The tests with each run of the program as a process of its own: see `test/support/resident.ts`. */
import { spawnSync } from 'node:child_process';

/** @param args files of tests; all of them unless some are named */
export async function run(args: readonly string[]): Promise<number> {
  const env = { ...process.env, LEAKWARD_TEST_PROCESS: '1' };
  const ran = spawnSync('npm', ['test', '--', ...args], { env, stdio: 'inherit' });
  return ran.status ?? 1;
}

/** Runs the tests of hook managers with every package manager. */
import { spawnSync } from 'node:child_process';

/** Gives the exit code of the tests. */
export async function run(args: readonly string[]): Promise<number> {
  const words = [
    'vitest',
    'run',
    '--config',
    'test/vitest.config.ts',
    'test/hooks/managers.test.ts',
    ...args,
  ];
  const env = { ...process.env, LEAKWARD_TRIAL: 'managers' };
  return spawnSync('npx', ['--no-install', ...words], { stdio: 'inherit', env }).status ?? 1;
}

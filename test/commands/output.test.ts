import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../support/in-process.ts';
import { directoryOf } from '../support/run.ts';

test('the hint for a directory that is not there makes it when it is pasted, and runs nothing of its name', async () => {
  const cwd = directoryOf({ 'a.txt': 'x\n' });
  const name = "it's $(touch made; echo new) here";
  const { code, err } = await runMain(cwd, ['scan', '.', '--output', `${name}/report.txt`]);
  expect([code, existsSync(join(cwd, name))]).toEqual([2, false]);
  const hint = /^hint: (mkdir -p .*)$/m.exec(err)?.[1] ?? '';
  execFileSync('sh', ['-c', hint], { cwd });
  expect([existsSync(join(cwd, name)), existsSync(join(cwd, 'made'))]).toEqual([true, false]);
});

/** `leakward doctor`: whether a commit here would really be guarded. */

import { type Check, examine, GUI_PATH } from '../hooks/examine.ts';
import { sourceFor } from '../hooks/installed.ts';
import { readProject } from '../hooks/project.ts';
import { printable } from '../report/printable.ts';
import type { CallOf } from './call.ts';

const NOT_GUARDED = 1;

export async function run({ options, io }: CallOf<'doctor'>): Promise<number> {
  const project = await readProject(io.cwd);
  const searchPath = options.gui ? GUI_PATH : (io.env['PATH'] ?? '');
  const source = await sourceFor(project.packageDir, { text: undefined, cwd: io.cwd });
  const checks = await examine(project, { env: io.env, searchPath }, source);
  for (const check of checks) await io.say(lineOf(check));
  const failed = checks.filter(({ state }) => state === 'fail').length;
  await io.say(failed === 0 ? 'commits here are guarded\n' : 'commits here are NOT guarded\n');
  return failed === 0 ? 0 : NOT_GUARDED;
}

function lineOf({ state, text, hint }: Check): string {
  const advice = hint === undefined ? '' : `\n      hint: ${printable(hint)}`;
  return `${state.padEnd(4)}  ${printable(text)}${advice}\n`;
}

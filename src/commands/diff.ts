/** `leakward diff`: what a range, the index or a patch introduces. */
import { resolve } from 'node:path';
import { type Change, diff } from '../app/diff.ts';
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import { openPath, streamStdin } from '../sources/stream.ts';
import { askingOf } from './asking.ts';
import type { CallOf } from './call.ts';
import { depsOf } from './deps.ts';
import { checkOutputs, conclude } from './output.ts';
import { policyOf } from './policy.ts';

export async function run(call: CallOf<'diff'>): Promise<number> {
  checkOutputs(call);
  const { options, io } = call;
  const policy = await policyOf(call, options);
  const request = {
    ...changeOf(call),
    cwd: io.cwd,
    threads: options.threads,
    asking: askingOf(call),
  };
  return await conclude(call, await diff(request, policy, depsOf(call)));
}

/** Errors: `bad-usage`. */
function changeOf({ arguments: { range }, options, io }: CallOf<'diff'>): {
  readonly change: Change;
  readonly target: string;
} {
  const { staged, patch } = options;
  const asked = [range !== undefined, staged, patch !== undefined].filter((one) => one);
  if (asked.length !== 1) {
    throw new UserError('bad-usage', 'diff takes one of a range, --staged and --patch', {
      hint: 'leakward diff main..HEAD',
    });
  }
  if (range !== undefined) return { change: { kind: 'range', revisions: revisionsOf(range) }, target: range };
  if (patch === undefined) return { change: { kind: 'staged' }, target: '--staged' };
  const isStdin = patch === '-';
  const chunks = isStdin ? streamStdin(io.stdin, io.signal) : openPath(resolve(io.cwd, patch), io.signal);
  return { change: { kind: 'patch', chunks, name: isStdin ? 'stdin' : patch }, target: patch };
}

/** `A...B` is what B brings since it left A: the commits of `A..B`. */
function revisionsOf(range: string): string {
  const sides = /^([^-][^\s]*?)?\.{2,3}([^-.][^\s]*)?$/.exec(range);
  if (sides === null) {
    throw new UserError('bad-usage', `${quoted(range)} is no range`, { hint: 'a range is A..B or A...B' });
  }
  return `${sides[1] ?? 'HEAD'}..${sides[2] ?? 'HEAD'}`;
}

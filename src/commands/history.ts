/** `leakward history`: every object of a repository to a report. */
import { resolve } from 'node:path';
import { history } from '../app/history.ts';
import { isDate } from '../git/date.ts';
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import { askingOf } from './asking.ts';
import type { CallOf } from './call.ts';
import { depsOf } from './deps.ts';
import { checkOutputs, conclude } from './output.ts';
import { scanPolicyOf } from './scan-policy.ts';

export async function run(call: CallOf<'history'>): Promise<number> {
  checkOutputs(call);
  const { options, io } = call;
  const { range, since, reachableOnly, recurseSubmodules, threads } = options;
  const target = call.arguments.repository;
  const directory = resolve(io.cwd, target ?? '.');
  const { minConfidence, failOn, trustTarget } = options;
  const { notes, ownKeys, ...policy } = await scanPolicyOf(call, target === undefined ? [] : [directory], {
    ...{ minConfidence, failOn, trustTarget, isWhole: true, asksGit: true },
  });
  checkLimits(options);
  const report = await history(
    {
      cwd: io.cwd,
      directory,
      target,
      range,
      since,
      reachableOnly,
      usesMemory: options.cache,
      recurseSubmodules,
      threads,
      asking: askingOf(call),
      notes,
    },
    { ...policy, ownKeys: await ownKeys([]) },
    depsOf(call),
  );
  return await conclude(call, report);
}

/** Errors: `bad-usage`. */
function checkLimits({ range, since }: CallOf<'history'>['options']): void {
  if (range?.startsWith('-') === true)
    throw new UserError('bad-usage', `--range takes A..B, not ${quoted(range)}`);
  if (since !== undefined && !isDate(since))
    throw new UserError('bad-usage', `--since takes a date, not ${quoted(since)}`, {
      hint: 'leakward history --since 2026-01-31, or --since 2.weeks.ago',
    });
}

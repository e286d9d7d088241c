/** `leakward scan`: files or standard input to a report. */
import { resolve } from 'node:path';
import { reportOf } from '../app/report.ts';
import { createDetector } from '../detect/detector.ts';
import { cutRandom } from '../detect/randomness/cut.ts';
import { toBytePath } from '../git/byte-path.ts';
import { withSkipped } from '../model/coverage.ts';
import { early } from '../model/early.ts';
import { UserError } from '../model/error.ts';
import { exitCodeOf } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import type { Ruleset } from '../model/rule.ts';
import { type ForeignTarget, foreignTargets, scanPolicyAt } from '../policy/foreign.ts';
import { scanFiles, scanStdin } from '../scan/files.ts';
import { rememberLast } from '../scan/last.ts';
import type { Scanned } from '../scan/scanned.ts';
import type { FileUnit } from '../sources/file-unit.ts';
import { type FilesPlan, planFiles } from '../sources/files.ts';
import { readAll, readPath, readPathList, streamStdin } from '../sources/stream.ts';
import { askingOf } from './asking.ts';
import type { Call, CallOf } from './call.ts';
import { depsOf } from './deps.ts';
import { OPTIONS } from './options.ts';
import { checkOutputs, write } from './output.ts';
import { createProgress } from './progress.ts';
import { ownKeysOf, policyPlaceOf } from './shared.ts';
import type { OptionOf } from './table.ts';

export async function run(call: CallOf<'scan'>): Promise<number> {
  checkOutputs(call);
  const report = await scan(call);
  rememberLast(call.root, report, call.io.env);
  await write(call, report);
  return exitCodeOf(report);
}

/** The call of a scan; of a command that has no flags for all of its options, too. */
export type ScanCall = Call<Exclude<OptionOf<'scan'>, 'format' | 'output'>> &
  Pick<CallOf<'scan'>, 'arguments'>;

/** For a command that lists what is there, and does no more. */
export const NOT_ASKED = {
  verify: undefined,
  providerUrl: [],
  failOn: 'findings',
  trustTarget: false,
} as const;

/**
 * The report of a scan as the call asks for it, not written anywhere yet.
 *
 * @param isBaselineNeeded false where the baseline is about to be written
 */
export async function scan(call: ScanCall, isBaselineNeeded = true): Promise<Report> {
  const { options, io } = call;
  const paths = await pathsOf(call);
  const isStdin = paths.includes('-');
  if (isStdin && paths.length > 1) {
    throw new UserError('bad-usage', 'standard input and paths cannot be scanned together', {
      hint: 'scan them in two runs',
    });
  }
  const foreign = isStdin ? [] : foreignTargets(io.cwd, paths, false);
  const { policy, notes } = await scanPolicyAt(policyPlaceOf(call, options), foreign, {
    isTrusted: options.trustTarget,
    isBaselineNeeded,
    baseline: OPTIONS.baseline.fallback,
    signal: io.signal,
  });
  const { ruleset } = policy;
  const target = isStdin ? options.stdinName : paths.join(' ') || '.';
  const { results, coverage } = notEmpty(
    isStdin ? await scanInput(call, ruleset) : await scanPaths(call, ruleset, paths, foreign),
    target,
  );
  return await reportOf(
    {
      source: { kind: isStdin ? 'stdin' : 'files', target },
      results,
      coverage: { ...coverage, notes: [...notes, ...coverage.notes] },
      policy,
      isWhole:
        !isStdin &&
        io.cwd === call.root &&
        (paths.length === 0 || paths.includes('.')) &&
        options.exclude.length === 0,
    },
    askingOf(call),
    depsOf(call),
  );
}

async function pathsOf({ arguments: { path }, options, io }: ScanCall): Promise<readonly string[]> {
  if (options.filesFrom === undefined) return path;
  if (path.length > 0) throw new UserError('bad-usage', '--files-from and paths cannot be given together');
  const list =
    options.filesFrom === '-'
      ? await readAll(io.stdin, io.signal)
      : await readPath(resolve(io.cwd, options.filesFrom), io.signal);
  const paths = readPathList(list, options.nul);
  if (paths.length === 0)
    throw new UserError('bad-usage', `--files-from ${cutRandom(options.filesFrom)} names no files`);
  return paths;
}

async function scanInput(call: ScanCall, ruleset: Ruleset): Promise<Scanned> {
  const { options, io } = call;
  const detector = createDetector(ruleset, await ownKeysOf(call, ruleset, []));
  const chunks = streamStdin(io.stdin, io.signal);
  return await scanStdin(chunks, options.stdinName, {
    detector,
    maxBytes: options.maxBytes,
    signal: io.signal,
  });
}

async function scanPaths(
  call: ScanCall,
  ruleset: Ruleset,
  paths: readonly string[],
  foreign: readonly ForeignTarget[],
): Promise<Scanned> {
  const { options, io } = call;
  const { all, exclude, maxBytes, threads } = options;
  const planned = early(planFiles({ cwd: io.cwd, paths, all, exclude, signal: io.signal }));
  // Made while git lists the files.
  const plain = createDetector(ruleset);
  const plan = await planned;
  if (options.verbose) await io.err(planText(plan));
  const progress = createProgress(io, options.quiet);
  const ownKeys = await ownKeysOf(call, ruleset, notIn(foreign, plan.units));
  try {
    const detector = ownKeys.length === 0 ? plain : createDetector(ruleset, ownKeys);
    return await scanFiles(plan, {
      detector,
      ruleset,
      ownKeys,
      maxBytes,
      threads,
      signal: io.signal,
      progress: progress.tell,
    });
  } finally {
    progress.end();
  }
}

/** Where paths were to be read and nothing was, the report says why. What is left out is named with its reason. */
function notEmpty({ results, coverage }: Scanned, path: string): Scanned {
  if (coverage.files > 0 || coverage.skipped.length > 0) return { results, coverage };
  const skipped = [{ kind: 'unread', path, reason: 'nothing was read: there are no files' }] as const;
  return { results, coverage: withSkipped(coverage, skipped) };
}

/** A .env file of another repository holds no keys of this user. */
function notIn(foreign: readonly ForeignTarget[], units: readonly FileUnit[]): readonly FileUnit[] {
  if (foreign.length === 0) return units;
  const starts = foreign.map(({ root }) => `${toBytePath(root)}/`);
  return units.filter(({ path }) => !starts.some((start) => path.startsWith(start)));
}

function planText(plan: FilesPlan): string {
  return `leakward: ${plan.units.length} files to read, ${plan.skipped.length} paths left out\n`;
}

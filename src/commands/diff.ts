/** `leakward diff`: what a range, the index or a patch introduces. */
import { resolve } from 'node:path';
import { reportOf } from '../app/report.ts';
import { createDetector } from '../detect/detector.ts';
import { openRepository } from '../git/repository.ts';
import { early } from '../model/early.ts';
import { UserError } from '../model/error.ts';
import { exitCodeOf } from '../model/policy.ts';
import { quoted } from '../model/quote.ts';
import type { Coverage } from '../model/report.ts';
import { scanPatch } from '../scan/change/patch.ts';
import { scanStaged } from '../scan/change/staged.ts';
import { scanHistory } from '../scan/history/scan-history.ts';
import { rememberLast } from '../scan/last.ts';
import type { Scanned } from '../scan/scanned.ts';
import { openPath, streamStdin } from '../sources/stream.ts';
import { askingOf } from './asking.ts';
import type { CallOf } from './call.ts';
import { depsOf } from './deps.ts';
import { checkOutputs, write } from './output.ts';
import { ownKeysOf, reportPolicyOf } from './shared.ts';

export async function run(call: CallOf<'diff'>): Promise<number> {
  checkOutputs(call);
  const policy = await reportPolicyOf(call, call.options);
  const { ruleset } = policy;
  const ownKeys = await ownKeysOf(call, ruleset, []);
  const detector = createDetector(ruleset, ownKeys);
  const { target, scanned } = await scanChange(call, { detector, ruleset, ownKeys });
  const report = await reportOf(
    {
      source: { kind: 'diff', target },
      results: scanned.results,
      coverage: withEmptiness(scanned.coverage, target),
      policy,
      isWhole: false,
    },
    askingOf(call),
    depsOf(call),
  );
  rememberLast(call.root, report, call.io.env);
  await write(call, report);
  return exitCodeOf(report);
}

/** A change with nothing in it is said. A patch says it itself. */
function withEmptiness(coverage: Coverage, target: string): Coverage {
  const { blobs, commits, files, bytes, notes, skipped } = coverage;
  if (blobs + commits + files + bytes + skipped.length + notes.length > 0) return coverage;
  const note = target === STAGED ? 'nothing is staged' : `there are no commits in ${target}`;
  return { ...coverage, notes: [note] };
}

const STAGED = '--staged';

type Compiled = Pick<Parameters<typeof scanHistory>[1], 'detector' | 'ruleset' | 'ownKeys'>;

async function scanChange(
  call: CallOf<'diff'>,
  compiled: Compiled,
): Promise<{ target: string; scanned: Scanned }> {
  const { options, io } = call;
  const { range } = call.arguments;
  const asked = [range !== undefined, options.staged, options.patch !== undefined].filter((one) => one);
  if (asked.length !== 1) {
    throw new UserError('bad-usage', 'diff takes one of a range, --staged and --patch', {
      hint: 'leakward diff main..HEAD',
    });
  }
  if (options.patch !== undefined) {
    const isStdin = options.patch === '-';
    const chunks = isStdin
      ? streamStdin(io.stdin, io.signal)
      : openPath(resolve(io.cwd, options.patch), io.signal);
    const name = isStdin ? 'stdin' : options.patch;
    return { target: options.patch, scanned: await scanPatch(chunks, name, compiled.detector) };
  }
  const repository = await openRepository(io.cwd, false);
  if (range === undefined) {
    const git = { cwd: io.cwd, signal: io.signal };
    const detector = early(Promise.resolve(compiled.detector));
    return {
      target: STAGED,
      scanned: await scanStaged({ detector, git, env: {}, repository }),
    };
  }
  const scanned = await scanHistory(repository, {
    ...compiled,
    revisions: [revisionsOf(range)],
    introducedOnly: true,
    threads: options.threads,
    signal: io.signal,
    reachableOnly: false,
    cache: false,
    extraObjects: [],
  });
  return { target: range, scanned };
}

/** `A...B` is what B brings since it left A: the commits of `A..B`. */
function revisionsOf(range: string): string {
  const sides = /^([^-][^\s]*?)?\.{2,3}([^-.][^\s]*)?$/.exec(range);
  if (sides === null) {
    throw new UserError('bad-usage', `${quoted(range)} is no range`, { hint: 'a range is A..B or A...B' });
  }
  return `${sides[1] ?? 'HEAD'}..${sides[2] ?? 'HEAD'}`;
}

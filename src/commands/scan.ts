/** `leakward scan`: files or standard input to a report. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Call } from '../cli/commands.ts';
import { createDetector } from '../detect/detector.ts';
import { UserError } from '../model/error.ts';
import { exitCodeOf } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import type { Ruleset } from '../model/rule.ts';
import type { Format } from '../report/formats.ts';
import { render } from '../report/render.ts';
import { type Scanned, scanBytes, scanFiles } from '../scan/files.ts';
import { rememberLast } from '../scan/last.ts';
import { type FilesPlan, planFiles } from '../sources/files.ts';
import { readAll, readPathList } from '../sources/stdin.ts';
import { createProgress } from './progress.ts';
import { reportOf } from './report.ts';
import { ownKeysOf, readNamed, rulesetOf, suppressionsOf } from './shared.ts';

export async function run(call: Call): Promise<number> {
  const report = await scan(call);
  rememberLast(call.root, report);
  await write(call, report);
  return exitCodeOf(report);
}

/** The report of a scan as the call asks for it, not written anywhere yet. */
export async function scan(call: Call): Promise<Report> {
  const { settings, io } = call;
  const ruleset = await rulesetOf(call);
  const paths = await pathsOf(call);
  const isStdin = paths.includes('-');
  if (isStdin && paths.length > 1) {
    throw new UserError('bad-usage', 'standard input and paths cannot be scanned together', {
      hint: 'scan them in two runs',
    });
  }
  const scanned = isStdin ? await scanStdin(call, ruleset) : await scanPaths(call, ruleset, paths);
  return await reportOf(call, {
    source: {
      kind: isStdin ? 'stdin' : 'files',
      target: isStdin ? settings.stdinName : paths.join(' ') || '.',
    },
    ...scanned,
    ruleset,
    suppressions: suppressionsOf(call),
    minConfidence: settings.minConfidence,
    isWhole:
      !isStdin &&
      io.cwd === call.root &&
      (paths.length === 0 || paths.includes('.')) &&
      settings.exclude.length === 0,
    failOn: settings.failOn,
  });
}

async function pathsOf({ args, settings, io }: Call): Promise<readonly string[]> {
  if (settings.filesFrom === undefined) return args;
  if (args.length > 0) throw new UserError('bad-usage', '--files-from and paths cannot be given together');
  const list =
    settings.filesFrom === '-'
      ? await readAll(io.stdin, io.signal)
      : Buffer.from(readNamed(resolve(io.cwd, settings.filesFrom)));
  const paths = readPathList(list, settings.nul);
  if (paths.length === 0)
    throw new UserError('bad-usage', `--files-from ${settings.filesFrom} names no files`);
  return paths;
}

async function scanStdin(call: Call, ruleset: Ruleset): Promise<Scanned> {
  const bytes = await readAll(call.io.stdin, call.io.signal);
  return scanBytes(
    bytes,
    call.settings.stdinName,
    createDetector(ruleset, await ownKeysOf(call, ruleset, [])),
  );
}

async function scanPaths(call: Call, ruleset: Ruleset, paths: readonly string[]): Promise<Scanned> {
  const { settings, io } = call;
  const { all, exclude, maxBytes, threads } = settings;
  const planned = planFiles({ cwd: io.cwd, paths, all, exclude, signal: io.signal });
  // Made while git lists the files.
  const plain = createDetector(ruleset);
  const plan = await planned;
  if (settings.verbose) await io.err(planText(plan));
  const progress = createProgress(io, settings.quiet);
  const ownKeys = await ownKeysOf(call, ruleset, plan.units);
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

function planText(plan: FilesPlan): string {
  return `leakward: ${plan.units.length} files to read, ${plan.skipped.length} paths left out\n`;
}

/** Each format to its output, in order; a format without one goes to standard output. */
export async function write({ settings, io }: Call, report: Report): Promise<void> {
  const formats: readonly Format[] = settings.format.length === 0 ? ['pretty'] : settings.format;
  if (settings.output.length > formats.length)
    throw new UserError('bad-usage', 'more --output than --format');
  for (const [i, format] of formats.entries()) {
    const output = settings.output[i];
    const text = render(report, format, {
      color: output === undefined && io.color.out,
      time: io.now().toISOString(),
    });
    if (output === undefined) await io.out(text);
    else writeReport(resolve(io.cwd, output), text);
  }
}

function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (cause) {
    throw new UserError('unwritable', `cannot write the report to ${path}`, { cause });
  }
}

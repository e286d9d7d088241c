/** The scan of files that a call asks for; several commands begin with one. */
import { resolve } from 'node:path';
import type { Asking } from '../app/asking.ts';
import { scanPaths, scanStream } from '../app/scan.ts';
import { cutRandom } from '../detect/randomness/cut.ts';
import { UserError } from '../model/error.ts';
import type { ReportPolicy } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import { readAll, readPath, readPathList, streamStdin } from '../sources/stream.ts';
import type { Call } from './call.ts';
import { depsOf } from './deps.ts';
import { scanPolicyOf } from './scan-policy.ts';
import type { OptionOf } from './table.ts';

/** A call with the options for files, and paths. */
type FilesCall = Call<OptionOf<'explain'>> & { readonly arguments: { readonly path: readonly string[] } };

/** What a scan does besides, which not every command has options for. */
interface Purpose extends Pick<ReportPolicy, 'minConfidence' | 'failOn'> {
  readonly asking?: Asking | undefined;
  readonly trustTarget?: boolean;
  /** False where the baseline is about to be written. */
  readonly isBaselineNeeded?: boolean;
}

/** The report, not written anywhere yet. */
export async function scanFilesOf(call: FilesCall, purpose: Purpose): Promise<Report> {
  const { options, io, root } = call;
  const { stdinName, maxBytes, all, exclude, threads } = options;
  const paths = await pathsOf(call);
  const isStdin = paths.includes('-');
  if (isStdin && paths.length > 1) {
    throw new UserError('bad-usage', 'standard input and paths cannot be scanned together', {
      hint: 'scan them in two runs',
    });
  }
  const { notes, ...policy } = await scanPolicyOf(call, isStdin ? [] : paths, { isWhole: false, ...purpose });
  const common = { maxBytes, asking: purpose.asking, notes };
  if (isStdin) {
    const chunks = streamStdin(io.stdin, io.signal);
    return await scanStream({ ...common, target: stdinName, chunks }, policy, depsOf(call));
  }
  const isAll = paths.length === 0 || paths.includes('.');
  const request = {
    ...common,
    cwd: io.cwd,
    paths,
    all,
    exclude,
    threads,
    target: paths.join(' ') || '.',
    isWhole: io.cwd === root && isAll && exclude.length === 0,
  };
  return await scanPaths(request, policy, depsOf(call));
}

async function pathsOf({ arguments: { path }, options, io }: FilesCall): Promise<readonly string[]> {
  const { filesFrom, nul } = options;
  if (filesFrom === undefined) return path;
  if (path.length > 0) throw new UserError('bad-usage', '--files-from and paths cannot be given together');
  const list =
    filesFrom === '-'
      ? await readAll(io.stdin, io.signal)
      : await readPath(resolve(io.cwd, filesFrom), io.signal);
  const paths = readPathList(list, nul);
  if (paths.length === 0)
    throw new UserError('bad-usage', `--files-from ${cutRandom(filesFrom)} names no files`);
  return paths;
}

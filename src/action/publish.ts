/** What a run says, and where: log, annotations, summary, files, outputs, comment, code scanning. */
import { branchRef, isFullRef } from '../git/refs.ts';
import { UserError } from '../model/error.ts';
import { EXIT_CODE, exitCodeOf } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import { summaryOf } from '../report/summary.ts';
import { writeOutputs, writeSummary } from './files.ts';
import type { OutputName } from './inputs.ts';
import type { Opened } from './opened.ts';
import { oidOf } from './payload.ts';
import { pullRef, type Target } from './range.ts';
import type { ReportFiles } from './report-files.ts';
import { isPublic, type Run } from './run.ts';
import { forEveryone } from './visible.ts';
import { logLine, warningLine } from './workflow-commands.ts';

/** Says it all; resolves to the exit code. What cannot be said in one place is told in another. */
export async function publish(run: Run, opened: Opened, target: Target, report: Report): Promise<number> {
  const { outside, runner, inputs, rest } = run;
  const time = outside.now().toISOString();
  const seen = isPublic(run) ? forEveryone(report) : report;
  const part = partOf(opened, target);
  const options = { color: false, time, ...(part !== undefined && { part }) };
  const { render } = await import('../report/render.ts');
  const { writeReports } = await import('./report-files.ts');
  const summary = render(seen, 'markdown', options);
  const files = attempt(outside.write, () => writeReports(runner, seen, options));
  attempt(outside.write, () => writeSummary(runner, summary));
  for (const note of seen.coverage.notes) outside.write(logLine(note));
  outside.write(render(seen, 'github', options));
  const pull = target.kind === 'range' ? target.pull : undefined;
  const failed: (string | undefined)[] = [];
  if (inputs.comment && pull !== undefined) {
    const { keepComment } = await import('./comment.ts');
    failed.push(
      await keepComment(await rest(), {
        number: pull.number,
        text: summary,
        isNews: report.results.length > 0,
      }),
    );
  }
  // A clean part would only be one category more.
  const isTold = part === undefined || seen.results.length > 0;
  if (inputs.sarifUpload && opened.head !== undefined && isTold) {
    const { uploadSarif } = await import('./code-scanning.ts');
    const upload = { sarif: render(seen, 'sarif', options), commit: opened.head, ref: refOf(run, target) };
    failed.push(await uploadSarif(await rest(), upload));
  }
  for (const why of failed) if (why !== undefined) outside.write(warningLine(why));
  const code = exitCodeOf(report);
  attempt(outside.write, () => writeOutputs(runner, outputsOf(report, files, code)));
  return code;
}

/** Does what the outcome must not hang on: that it failed is told. */
export function attempt<T>(write: (text: string) => void, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    write(warningLine(error.message));
    return undefined;
  }
}

/**
 * A push is a part of its branch, of which code scanning must not take the next one for the cure; a pull request is
 * read as a whole each time.
 */
function partOf({ head }: Opened, target: Target): string | undefined {
  const isPart = target.kind === 'range' && target.pull === undefined;
  return isPart ? head?.slice(0, 12) : undefined;
}

/** Where code scanning files what was found. A schedule's payload names no ref; after another workflow it is that one's. */
function refOf({ trigger, runner, inputs }: Run, target: Target): string {
  if (target.kind === 'range' && target.pull !== undefined) return pullRef(target.pull.number);
  if (trigger.kind === 'push') return trigger.ref;
  if (trigger.kind === 'request') return requestedRef(inputs.head) ?? runner.ref;
  if (trigger.kind !== 'follow-up') return runner.ref;
  return (target.kind === 'range' ? target.head.ref : undefined) ?? branchRef(trigger.branch ?? '');
}

/** The ref of a head that the workflow names: what was found there does not belong to the branch that runs. */
function requestedRef(head: string | undefined): string | undefined {
  if (head === undefined || oidOf(head) !== undefined) return undefined;
  return isFullRef(head) ? head : branchRef(head);
}

/** The outputs of a run; without a report it ended before there was one. */
export function outputsOf(
  report: Report | undefined,
  files: ReportFiles | undefined,
  code: number,
): Readonly<Record<OutputName, string>> {
  const summary = report === undefined ? undefined : summaryOf(report);
  const revoked = report?.results.filter(({ revocation }) => revocation?.state === 'revoked') ?? [];
  const isIncomplete = report === undefined ? code === EXIT_CODE.error : (summary?.unread.length ?? 0) > 0;
  return {
    findings: String(summary?.keys.fail ?? 0),
    active: String(summary?.active ?? 0),
    revoked: String(new Set(revoked.map(({ finding }) => finding.fingerprint)).size),
    incomplete: String(isIncomplete),
    'sarif-path': files?.sarif ?? '',
    'report-path': files?.report ?? '',
    'exit-code': String(code),
  };
}

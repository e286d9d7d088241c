/** The Action from the event to the exit code. Nothing that is scanned is ever run or checked out. */
import { createDetector, type Detector } from '../detect/detector.ts';
import { shortBranch } from '../git/refs.ts';
import { NO_COVERAGE, withNotes, withSkipped } from '../model/coverage.ts';
import { early } from '../model/early.ts';
import { UserError } from '../model/error.ts';
import { EXIT_CODE } from '../model/policy.ts';
import type { Result, Skipped } from '../model/report.ts';
import { createReport } from '../report/create.ts';
import { createRuleset } from '../rules/ruleset.ts';
import { listRange, type RangeObjects } from '../scan/history/range.ts';
import { type ScannedHistory, scanHistory } from '../scan/history/scan-history.ts';
import { hear } from '../sources/turn.ts';
import { namesIn, type Pull } from './event.ts';
import { writeOutputs } from './files.ts';
import type { Inputs } from './inputs.ts';
import { masksOf } from './masks.ts';
import { checkUrls } from './named-urls.ts';
import { openTarget } from './objects.ts';
import type { Distance, Opened } from './opened.ts';
import { type BasePolicy, readPolicy, suppressionsOfHead } from './policy.ts';
import { revoke, verify } from './prove.ts';
import { attempt, outputsOf, publish } from './publish.ts';
import type { Target, Tip } from './range.ts';
import type { Rest } from './rest.ts';
import { begin, isPublic, type LoadStages, type Outside, type Run } from './run.ts';
import { childEnvironment, ignoredVariables, type Runner, readRunner } from './runner.ts';
import type { Stages } from './stages.ts';
import { targetOf } from './target.ts';
import { judgeSuppressions, type Standing } from './trust.ts';
import { errorLine, logLine } from './workflow-commands.ts';

async function loadStages(): Promise<Stages> {
  return (await import('./providers.ts')).STAGES;
}

/** Runs the Action; resolves to the exit code. */
export async function act(outside: Outside, stages: LoadStages = loadStages): Promise<number> {
  let runner: Runner | undefined;
  try {
    runner = readRunner(outside.env);
    return await perform(begin(outside, runner, stages));
  } catch (error) {
    // Whatever fails then fails for that.
    const told = outside.signal.aborted ? new UserError('refused', 'the run was cancelled') : error;
    outside.write(errorLine(told, outside.env));
    return ended(outside, runner, EXIT_CODE.error);
  }
}

/** The end of a run without a report. */
function ended({ write }: Outside, runner: Runner | undefined, code: number): number {
  if (runner !== undefined) attempt(write, () => writeOutputs(runner, outputsOf(undefined, undefined, code)));
  return code;
}

async function perform(run: Run): Promise<number> {
  const { runner, outside } = run;
  const target = await targetOf(run.trigger, run);
  if (target.kind === 'nothing') {
    outside.write(logLine(`nothing to scan: ${target.why}`));
    return ended(outside, runner, EXIT_CODE.clean);
  }
  const opening = early(open(run, target));
  // Made while git looks.
  const plain = createDetector(createRuleset());
  const opened = await opening;
  const { base, scanned } = await scan(run, opened, target, plain);
  // Before anything else is written: what follows may be seen by many.
  outside.write(masksOf(scanned.results));
  const { results, notes } = await judge(run, opened, target, base, scanned.results);
  const report = createReport({
    source: { kind: 'action', target: nameOf(target, opened) },
    results,
    coverage: withNotes(scanned.coverage, notes),
    policy: base.policy,
    isWhole: false,
  });
  await hear(outside.signal);
  const revoked = await outside.uncut(() => revoke(run, target, base.policy, report));
  return await publish(run, opened, target, revoked);
}

async function open(run: Run, target: Exclude<Target, { kind: 'nothing' }>): Promise<Opened> {
  const { runner, inputs, outside, rest } = run;
  const env = childEnvironment(outside.env);
  return await openTarget(target, {
    remote: async () =>
      (await import('./remote.ts')).createRemote({
        runner,
        token: inputs.token,
        env,
        signal: outside.signal,
      }),
    temp: runner.temp,
    workspace: runner.workspace,
    isSha256: (target.head.oid ?? runner.sha).length === SHA256_DIGITS,
    signal: outside.signal,
    distance: (base, head) => distanceOf(rest, base, head),
  });
}

const SHA256_DIGITS = 64;

/** Undefined where GitHub does not say: then depths are tried. */
async function distanceOf(rest: () => Promise<Rest>, base: Tip, head: Tip): Promise<Distance | undefined> {
  const nameOf = ({ oid, ref }: Tip): string => oid ?? shortBranch(ref ?? '');
  try {
    const { octokit, at } = await rest();
    const basehead = `${nameOf(base)}...${nameOf(head)}`;
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead, per_page: 1 });
    return { ahead: data.ahead_by, behind: data.behind_by };
  } catch {
    return undefined;
  }
}

interface Scan {
  readonly base: BasePolicy;
  readonly scanned: ScannedHistory;
}

/** @param plain a detector of the built-in rules and no own keys */
async function scan(
  { inputs, outside, trigger }: Run,
  opened: Opened,
  target: Target,
  plain: Detector,
): Promise<Scan> {
  const { repository, revisions, extraOids } = opened;
  const { signal } = outside;
  const isRange = target.kind === 'range' && opened.head !== undefined;
  const listing = isRange ? early(listRange(repository, revisions, { signal })) : undefined;
  const reading = early(policyOf(opened, inputs, outside.now(), listing));
  const [base, listed] = await Promise.all([reading, listing]);
  checkUrls(inputs, base.policy.ruleset.rules);
  const gaps = opened.gaps();
  if (opened.head === undefined) return { base, scanned: nothingScanned(gaps) };
  const { ruleset, ownKeys } = base.policy;
  const { settings } = base;
  const isPlain = settings.rules.length === 0 && ownKeys.length === 0;
  const scanned = await scanHistory(repository, {
    detector: isPlain ? plain : createDetector(ruleset, ownKeys),
    ruleset,
    ownKeys,
    revisions,
    extraOids,
    introducedOnly: target.kind === 'range',
    created: namesIn(trigger),
    ...(listed === undefined ? {} : { listed }),
    threads: settings.threads,
    signal,
  });
  const skipped = [...gaps, ...scanned.coverage.skipped, ...submodulesOf(target, scanned)];
  return {
    base,
    scanned: {
      ...scanned,
      coverage: { ...scanned.coverage, skipped },
    },
  };
}

/** Told where everything is scanned: their commits are in other repositories. */
function submodulesOf({ kind }: Target, { submodules }: ScannedHistory): Skipped[] {
  if (kind !== 'whole') return [];
  const reason = 'submodule: a repository of its own, to be scanned there';
  return submodules.map((path) => ({ kind: 'excluded', path, reason }));
}

/** What is to be fetched for it comes together with what is to be scanned. */
async function policyOf(
  opened: Opened,
  inputs: Inputs,
  now: Date,
  listing: Promise<RangeObjects> | undefined,
): Promise<BasePolicy> {
  const listed = opened.isPartial ? await listing : undefined;
  const also = listed === undefined ? [] : [...listed.blobs, ...listed.before];
  return await readPolicy(opened, { inputs, today: now.toISOString().slice(0, 10), also });
}

function nothingScanned(skipped: readonly Skipped[]): ScannedHistory {
  return { results: [], placed: [], coverage: withSkipped(NO_COVERAGE, skipped), submodules: [] };
}

interface Judged {
  readonly results: readonly Result[];
  readonly notes: readonly string[];
}

/** Verdicts first, as no suppression of a pull request counts for an active key. */
async function judge(
  run: Run,
  opened: Opened,
  target: Target,
  base: BasePolicy,
  found: readonly Result[],
): Promise<Judged> {
  const ignored = [
    ...run.inputs.notes,
    ...ignoredVariables(run.outside.env).map(
      (name) => `the environment variable ${name} is ignored: the action takes inputs only`,
    ),
  ];
  const changed = base.changed.map((path) => `${path} is changed here: the change counts once it is merged`);
  const results = await verify(run, target, base.policy, found);
  if (target.kind !== 'range') return { results, notes: [...ignored, ...changed] };
  if (results.length === 0) return { results, notes: [...ignored, ...changed] };
  const own = await suppressionsOfHead(opened, base);
  const standing = (): Promise<Standing> => standingOf(run, target.pull);
  const trusted = await judgeSuppressions(results, base.policy.suppressions, own.suppressions, {
    standing,
    tellsLife: !isPublic(run),
  });
  return { results: trusted.results, notes: [...ignored, ...changed, ...own.wrong, ...trusted.refused] };
}

async function standingOf({ inputs, trigger, rest }: Run, pull: Pull | undefined): Promise<Standing> {
  if (inputs.prSuppressions === 'inert') return { counts: false, why: 'pr-suppressions is inert' };
  // Whoever pushes to the repository may write to it; whoever forks it is anybody.
  const isByWriter = pull === undefined || (inputs.prSuppressions === 'honour' && !pull.isFork);
  if (isByWriter) return { counts: true };
  if (trigger.kind !== 'pull')
    return { counts: false, why: 'the pull request is reviewed in a run of its own' };
  const { approvalOf } = await import('./approval.ts');
  return await approvalOf({ pull, label: inputs.suppressionLabel, rest });
}

function nameOf(target: Target, { head, base }: Opened): string {
  const short = (oid: string | undefined): string => oid?.slice(0, 12) ?? 'nothing';
  if (target.kind !== 'range') return `everything, at ${short(head)}`;
  const pull = target.pull === undefined ? '' : `pull request ${target.pull.number}: `;
  return `${pull}${target.base === undefined ? '' : `${short(base)}..`}${short(head)}`;
}

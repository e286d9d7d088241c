/** The Action from the event to the exit code. Nothing that is scanned is ever run or checked out. */
import { createDetector, type Detector } from '../detect/detector.ts';
import { UserError } from '../model/error.ts';
import { EXIT_CODE, exitCodeOf } from '../model/policy.ts';
import type { Report, Result, Skipped } from '../model/report.ts';
import { summaryOf } from '../report/summary.ts';
import { createRuleset } from '../rules/ruleset.ts';
import { listRange, type RangeObjects } from '../scan/history/range.ts';
import { type ScannedHistory, scanHistory } from '../scan/history/scan-history.ts';
import { createReport } from '../scan/report.ts';
import { type Trigger, triggerOf } from './event.ts';
import { writeOutputs, writeSummary } from './files.ts';
import { type Inputs, type OutputName, readInputs } from './inputs.ts';
import { type Distance, type Opened, openTarget } from './objects.ts';
import { type Payload, readPayload } from './payload.ts';
import { type Policy, readPolicy, suppressionsOfHead } from './policy.ts';
import type { ReportFiles } from './report-files.ts';
import type { Rest } from './rest.ts';
import { limitRevocation } from './revocation.ts';
import { childEnvironment, type Environment, ignoredVariables, type Runner, readRunner } from './runner.ts';
import type { Revoked, StageContext, Stages } from './stages.ts';
import { type Target, type Tip, targetOf } from './target.ts';
import { judgeSuppressions, type Standing } from './trust.ts';
import { unkeyed } from './unkeyed.ts';
import { forEveryone } from './visible.ts';
import { errorLine, logLine, maskLine, warningLine } from './workflow-commands.ts';

/** What the Action touches of the process. */
export interface Outside {
  readonly env: Environment;
  readonly write: (text: string) => void;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** A run that is under way. */
interface Run {
  readonly outside: Outside;
  readonly stages: LoadStages;
  readonly runner: Runner;
  readonly inputs: Inputs;
  readonly payload: Payload;
  readonly trigger: Trigger;
  readonly rest: () => Promise<Rest>;
}

/** What asks and revokes, loaded only where a workflow asks for it. */
export type LoadStages = () => Promise<Stages>;

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
    outside.write(unkeyed(errorLine(error)));
    if (runner !== undefined) writeOutputs(runner, outputsOf(undefined, undefined, EXIT_CODE.error));
    return EXIT_CODE.error;
  }
}

function begin(outside: Outside, runner: Runner, stages: LoadStages): Run {
  const inputs = readInputs(outside.env);
  const payload = readPayload(runner.eventPath);
  const trigger = triggerOf(runner.eventName, payload);
  const { owner, name, apiUrl } = runner;
  let connected: Promise<Rest> | undefined;
  const rest = (): Promise<Rest> => {
    connected ??= import('./rest.ts').then(({ connect }) =>
      connect({ owner, name, apiUrl, token: inputs.token, fetch: outside.fetch, signal: outside.signal }),
    );
    return connected;
  };
  return { outside, stages, runner, inputs, payload, trigger, rest };
}

async function perform(run: Run): Promise<number> {
  const { runner, outside } = run;
  const target = await targetOf(run.trigger, run);
  if (target.kind === 'nothing') {
    outside.write(logLine(`nothing to scan: ${target.why}`));
    writeOutputs(runner, outputsOf(undefined, undefined, EXIT_CODE.clean));
    return EXIT_CODE.clean;
  }
  const opening = open(run, target);
  // Made while git looks.
  const plain = createDetector(createRuleset());
  const opened = await opening;
  const { policy, scanned } = await scan(run, opened, target, plain);
  // Before anything else is written: what follows may be seen by many.
  outside.write(masksOf(scanned.results));
  const { results, notes } = await judge(run, opened, target, policy, scanned.results);
  const coverage = { ...scanned.coverage, notes: [...scanned.coverage.notes, ...notes] };
  const report = createReport({
    source: { kind: 'action', target: nameOf(target, opened) },
    findings: results.map(({ finding }) => finding),
    traced: new Map(results.map(({ finding, ...facts }) => [finding, facts])),
    coverage,
    incomplete: scanned.incomplete,
    ruleset: policy.ruleset,
    suppressions: policy.suppressions,
    minConfidence: policy.settings.minConfidence,
    isWhole: false,
    failOn: policy.settings.failOn,
  });
  return await publish(run, opened, target, await revoke(run, target, policy, report));
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
    signal: outside.signal,
    distance: (base, head) => distanceOf(rest, base, head),
  });
}

/** Undefined where GitHub does not say: then depths are tried. */
async function distanceOf(rest: () => Promise<Rest>, base: Tip, head: Tip): Promise<Distance | undefined> {
  const nameOf = ({ oid, ref }: Tip): string => oid ?? ref?.replace('refs/heads/', '') ?? '';
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
  readonly policy: Policy;
  readonly scanned: ScannedHistory;
}

/** @param plain a detector of the built-in rules and no own keys */
async function scan(
  { inputs, outside }: Run,
  opened: Opened,
  target: Target,
  plain: Detector,
): Promise<Scan> {
  const { repository, revisions, extraOids } = opened;
  const { signal } = outside;
  const isRange = target.kind === 'range' && opened.head !== undefined;
  const listing = isRange ? listRange(repository, revisions, { signal }) : undefined;
  const reading = policyOf(opened, inputs, outside.now(), listing);
  const [policy, listed] = await Promise.all([reading, listing]);
  const gaps = opened.gaps();
  if (opened.head === undefined) return { policy, scanned: nothingScanned(gaps) };
  const { settings, ruleset, ownKeys } = policy;
  const isPlain = settings.rules.length === 0 && ownKeys.length === 0;
  const scanned = await scanHistory(repository, {
    detector: isPlain ? plain : createDetector(ruleset, ownKeys),
    ruleset,
    ownKeys,
    revisions,
    extraOids,
    introducedOnly: target.kind === 'range',
    ...(listed === undefined ? {} : { listed }),
    threads: settings.threads,
    signal,
    reachableOnly: false,
    cache: false,
    extraObjects: [],
  });
  const skipped = [...gaps, ...scanned.coverage.skipped];
  return {
    policy,
    scanned: {
      ...scanned,
      coverage: { ...scanned.coverage, skipped },
      incomplete: scanned.incomplete || gaps.length > 0,
    },
  };
}

/** What is to be fetched for it comes together with what is to be scanned. */
async function policyOf(
  opened: Opened,
  inputs: Inputs,
  now: Date,
  listing: Promise<RangeObjects> | undefined,
): Promise<Policy> {
  const listed = opened.isPartial ? await listing : undefined;
  const also = listed === undefined ? [] : [...listed.blobs, ...listed.before];
  return await readPolicy(opened, { inputs, today: now.toISOString().slice(0, 10), also });
}

function nothingScanned(skipped: readonly Skipped[]): ScannedHistory {
  const coverage = { files: 0, blobs: 0, commits: 0, bytes: 0, skipped, notes: [] };
  return { results: [], placed: [], coverage, incomplete: true, submodules: [] };
}

/** The runner looks for each masked text in each later line; what comes after these is redacted by us all the same. */
const MOST_MASKS = 1000;

function masksOf(results: readonly Result[]): string {
  const keys = new Set(results.map(({ finding }) => finding.secret.reveal()));
  return [...keys].slice(0, MOST_MASKS).map(maskLine).join('');
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
  policy: Policy,
  found: readonly Result[],
): Promise<Judged> {
  const ignored = ignoredVariables(run.outside.env).map(
    (name) => `the environment variable ${name} is ignored: the action takes inputs only`,
  );
  const changed = policy.changed.map(
    (path) => `${path} is changed here: the change counts once it is merged`,
  );
  const results = await verify(run, target, policy, found);
  if (target.kind !== 'range') return { results, notes: [...ignored, ...changed] };
  if (results.length === 0) return { results, notes: [...ignored, ...changed] };
  const own = await suppressionsOfHead(opened, policy);
  const standing = (): Promise<Standing> => standingOf(run, target.pull !== undefined);
  const trusted = await judgeSuppressions(results, policy.suppressions, own.suppressions, {
    standing,
    tellsLife: !isPublic(run.payload),
  });
  return { results: trusted.results, notes: [...ignored, ...changed, ...own.wrong, ...trusted.refused] };
}

async function standingOf({ inputs, trigger, rest }: Run, isOfPull: boolean): Promise<Standing> {
  if (inputs.prSuppressions === 'inert') return { counts: false, why: 'pr-suppressions is inert' };
  // Whoever pushes to the repository may write to it.
  if (inputs.prSuppressions === 'honour' || !isOfPull) return { counts: true };
  if (trigger.kind !== 'pull')
    return { counts: false, why: 'the pull request is reviewed in a run of its own' };
  const { approvalOf } = await import('./approval.ts');
  return await approvalOf({ pull: trigger.pull, label: inputs.suppressionLabel, rest });
}

async function verify(
  run: Run,
  target: Target,
  policy: Policy,
  found: readonly Result[],
): Promise<readonly Result[]> {
  const { inputs, stages } = run;
  const isFork = target.kind === 'range' && target.pull?.isFork === true;
  const isAsked = inputs.verify && (!isFork || inputs.verifyForks);
  if (!isAsked || found.length === 0) return found;
  return await (await stages()).verify(found, contextOf(run, policy));
}

function contextOf({ inputs, outside, runner }: Run, policy: Policy): StageContext {
  return { policy, inputs, env: outside.env, signal: outside.signal, temp: runner.temp };
}

async function revoke(run: Run, target: Target, policy: Policy, report: Report): Promise<Report> {
  const { stages, inputs, trigger, runner, payload } = run;
  const plan = limitRevocation({ inputs, trigger, target, runner });
  if (plan === undefined) return report;
  const meant = report.results.filter(plan.isMeant);
  const context = { ...contextOf(run, policy), isDryRun: plan.isDryRun, most: plan.most };
  const done = meant.length === 0 ? NOTHING_REVOKED : await revoked(await stages(), meant, context);
  const after = new Map(meant.map((result, i) => [result, done.results[i] ?? result]));
  // Whatever is told of a key that was not revoked says that it lives.
  const told = isPublic(payload) ? [] : done.notes;
  const notes = [...report.coverage.notes, ...plan.notes, ...told, ...(done.wrong ?? [])];
  return {
    ...report,
    coverage: { ...report.coverage, notes },
    results: report.results.map((result) => after.get(result) ?? result),
  };
}

/** What the operator has set wrongly ends the revoking, not the report of what leaked. */
async function revoked(
  stages: Stages,
  meant: readonly Result[],
  context: Parameters<Stages['revoke']>[1],
): Promise<Outcome> {
  try {
    return await stages.revoke(meant, context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { results: [], notes: [], wrong: [`revoke: ended by an error: ${error.message}`] };
  }
}

/** `wrong`: what is set wrongly, which tells nothing of any key. */
type Outcome = Revoked & { readonly wrong?: readonly string[] };

const NOTHING_REVOKED: Outcome = { results: [], notes: [] };

async function publish(run: Run, opened: Opened, target: Target, report: Report): Promise<number> {
  const { outside, runner, inputs, payload, rest } = run;
  const time = outside.now().toISOString();
  const seen = isPublic(payload) ? forEveryone(report) : report;
  const options = { color: false, time };
  const { render } = await import('../report/render.ts');
  const { writeReports } = await import('./report-files.ts');
  const files = writeReports(runner, seen, time);
  const summary = render(seen, 'markdown', options);
  writeSummary(runner, summary);
  for (const note of seen.coverage.notes) outside.write(unkeyed(logLine(note)));
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
  if (inputs.sarifUpload && opened.head !== undefined) {
    const { uploadSarif } = await import('./code-scanning.ts');
    const upload = { sarif: render(seen, 'sarif', options), commit: opened.head, ref: refOf(run, target) };
    failed.push(await uploadSarif(await rest(), upload));
  }
  for (const why of failed) if (why !== undefined) outside.write(unkeyed(warningLine(why)));
  const code = exitCodeOf(report);
  writeOutputs(runner, outputsOf(report, files, code));
  return code;
}

/** Where code scanning files what was found. A schedule's payload names no ref; after another workflow it is that one's. */
function refOf({ trigger, runner }: Run, target: Target): string {
  if (target.kind === 'range' && target.pull !== undefined) return `refs/pull/${target.pull.number}/head`;
  if (trigger.kind === 'push') return trigger.ref;
  return trigger.kind === 'follow-up' ? `refs/heads/${trigger.branch ?? ''}` : runner.ref;
}

/** Where it is not said, everyone can read. */
function isPublic(payload: Payload): boolean {
  const visibility = payload.at('repository', 'visibility').text();
  if (visibility !== undefined) return visibility !== 'private' && visibility !== 'internal';
  return !payload.at('repository', 'private').isTrue();
}

function nameOf(target: Target, { head, base }: Opened): string {
  const short = (oid: string | undefined): string => oid?.slice(0, 12) ?? 'nothing';
  if (target.kind !== 'range') return `everything, at ${short(head)}`;
  const pull = target.pull === undefined ? '' : `pull request ${target.pull.number}: `;
  return `${pull}${target.base === undefined ? '' : `${short(base)}..`}${short(head)}`;
}

function outputsOf(
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

/** The stages that ask and revoke, as far as this run may use them. */
import { UserError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import type { Report, Result } from '../model/report.ts';
import type { Target } from './range.ts';
import { limitRevocation } from './revocation.ts';
import { isPublic, type Run } from './run.ts';
import type { Revoked, StageContext, Stages } from './stages.ts';

/** The results with what their providers say, if the workflow asks for it. */
export async function verify(
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

/** The report with what became of the keys that may be revoked. */
export async function revoke(run: Run, target: Target, policy: Policy, report: Report): Promise<Report> {
  const { stages, inputs, trigger, runner } = run;
  const plan = limitRevocation({ inputs, trigger, target, runner });
  if (plan === undefined) return report;
  const meant = report.results.filter(plan.isMeant);
  const context = { ...contextOf(run, policy), isDryRun: plan.isDryRun, most: plan.most };
  const done = meant.length === 0 ? NOTHING_REVOKED : await revoked(await stages(), meant, context);
  const after = new Map(meant.map((result, i) => [result, done.results[i] ?? result]));
  // Whatever is told of a key that was not revoked says that it lives.
  const told = isPublic(run) ? [] : done.notes;
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

/** The stages that ask and revoke. Loaded only where a workflow asks for them. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Asking } from '../app/asking.ts';
import type { Deps } from '../app/deps.ts';
import { applyRevoke, planRevoke } from '../app/revoke.ts';
import { verdictsOf } from '../app/verdicts.ts';
import type { Result } from '../model/report.ts';
import { variableWord } from '../model/variable.ts';
import { methodText, type Plan } from '../revoke/plan.ts';
import { plainCall, type RevokeSettings, tokenVariable } from '../revoke/settings.ts';
import type { Applied } from '../revoke/step.ts';
import { readOrEmpty } from '../state/guarded-read.ts';
import { askedAt, revokedAt } from './named-urls.ts';
import type { Environment } from './runner.ts';
import type { Revoked, StageContext, Stages } from './stages.ts';

/** Keys that one run asks about: a pull request can bring thousands, to spend somebody's limits. */
const MOST_ASKED = 100;

export const STAGES: Stages = { verify, revoke };

async function verify(results: readonly Result[], context: StageContext): Promise<readonly Result[]> {
  const asking: Asking = {
    scope: 'attributed',
    bases: (rules) => askedAt(context.inputs, rules),
    max: MOST_ASKED,
  };
  const findings = results.map(({ finding }) => finding);
  const verdicts = await verdictsOf(findings, context.policy.ruleset.rules, asking, depsOf(context));
  return results.map((result) => {
    const verdict = verdicts.get(result.finding.fingerprint);
    return verdict === undefined ? result : { ...result, verdict };
  });
}

async function revoke(
  results: readonly Result[],
  context: StageContext & { readonly isDryRun: boolean; readonly most: number },
): Promise<Revoked> {
  const { settings, notes } = settingsOf(context);
  const plan = planOf(results, context, settings);
  const skipped = plan.left.map(
    ({ finding, why }) => `revoke: ${finding.secret.redacted} is left alone: ${why}`,
  );
  if (context.isDryRun) return { results, notes: [...notes, ...plan.steps.map(dryNote), ...skipped] };
  const applied = plan.steps.length === 0 ? [] : await apply(plan, context);
  const byKey = new Map(applied.map((one) => [one.step.subject.fingerprint, one]));
  return {
    results: results.map((result) => withOutcome(result, byKey.get(result.finding.fingerprint))),
    notes: [...notes, ...applied.map(doneNote), ...skipped],
  };
}

function dryNote({ finding, method }: Plan['steps'][number]): string {
  return `revoke (dry run): ${finding.secret.redacted} would be revoked: ${methodText(method)}`;
}

function doneNote({ step, revocation }: Applied): string {
  return `revoke: ${step.finding.secret.redacted} ${revocation.state}: ${revocation.reason}`;
}

/** What was asked last counts: a key that was just proved dead is not shown as active. */
function withOutcome(result: Result, applied: Applied | undefined): Result {
  if (applied === undefined) return result;
  const { revocation, verdict } = applied;
  return { ...result, revocation, ...(verdict && { verdict }) };
}

function planOf(
  results: readonly Result[],
  { policy, most }: StageContext & { readonly most: number },
  settings: RevokeSettings,
): Plan {
  const request = {
    results,
    verdicts: new Map(),
    // The journal of an earlier run is gone with its machine; what it did shows in the verdict.
    states: new Map(),
    settings,
    unowned: false,
    scope: 'attributed',
    resume: false,
    isRunning: () => false,
    most,
  } as const;
  return planRevoke(request, policy.ruleset.rules);
}

async function apply(plan: Plan, context: StageContext): Promise<readonly Applied[]> {
  const request = {
    plan,
    bases: askedAt(context.inputs, context.policy.ruleset.rules),
    journal: join(context.temp, 'leakward-revocations.jsonl'),
    process: { pid: process.pid, host: hostname() },
    sources: { env: context.env, readFile: readOrEmpty },
    to: ({ finding }: Plan['steps'][number]) => finding.own?.owner ?? finding.own?.label ?? 'its owner',
  };
  return await applyRevoke(request, depsOf(context));
}

/** How keys are revoked, and what to say of the variables that are used for it. */
function settingsOf({ policy, inputs, env }: StageContext): {
  readonly settings: RevokeSettings;
  readonly notes: readonly string[];
} {
  const notes: string[] = [];
  const calls = [...revokedAt(inputs, policy.ruleset.rules)].map(([provider, base]) => {
    const { variable, note } = tokenOf(provider, env);
    if (note !== undefined) notes.push(note);
    // Where it is not set, this is said before anything is sent.
    return [provider, plainCall(base, variable)] as const;
  });
  return { settings: { http: new Map(calls), unowned: false }, notes };
}

/** The variable with the service's token. The Action had a spelling of its own for it, which is still understood. */
function tokenOf(provider: string, env: Environment): { variable: string; note?: string } {
  const variable = tokenVariable(provider);
  const old = `${variableWord(provider)}_REVOKE_TOKEN`;
  if (env[variable] !== undefined || env[old] === undefined) return { variable };
  return {
    variable: old,
    note: `revoke: the variable ${old} is now called ${variable}: rename it in the workflow`,
  };
}

function depsOf({ env, signal }: StageContext): Deps {
  return {
    env,
    signal,
    now: () => new Date(),
    sleep: (time, stop) => setTimeout(time, undefined, { signal: stop }),
    detail: async () => undefined,
    progress: (_unit, work) => work(() => undefined),
  };
}

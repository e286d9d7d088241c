/** The stages that ask and revoke, over the door to the network. Loaded only where a workflow asks for them. */

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Base, parseBase } from '../http/base.ts';
import { createDoor } from '../http/door.ts';
import type { FoundKey } from '../model/finding.ts';
import type { Result } from '../model/report.ts';
import { variableWord } from '../model/variable.ts';
import type { Verdict } from '../model/verdict.ts';
import { applyPlan } from '../revoke/apply.ts';
import { checkSources, type TemplateSources } from '../revoke/call.ts';
import { openJournal } from '../revoke/journal.ts';
import { methodText, type Plan, planRevocation } from '../revoke/plan.ts';
import { methodOf, plainCall, type RevokeSettings, tokenVariable } from '../revoke/settings.ts';
import type { Applied } from '../revoke/step.ts';
import { readOrEmpty } from '../state/guarded-read.ts';
import type { VerifyDeps } from '../verify/deps.ts';
import { type Subject, subjectsOf, type Verdicts, verifyAll } from '../verify/verify.ts';
import type { Inputs } from './inputs.ts';
import type { Environment } from './runner.ts';
import type { Revoked, StageContext, Stages } from './stages.ts';

/** Keys that one run asks about: a pull request can bring thousands, to spend somebody's limits. */
const MOST_ASKED = 100;

export const STAGES: Stages = { verify, revoke };

async function verify(results: readonly Result[], context: StageContext): Promise<readonly Result[]> {
  const { rules } = context.policy.ruleset;
  const subjects = subjectsOf(ownFirst(results), rules, 'attributed');
  const asked = await withDoor(context, (outside) =>
    verifyAll(subjects.slice(0, MOST_ASKED), { ...outside, bases: basesOf(context.inputs) }),
  );
  const verdicts: Verdicts = new Map([...left(subjects.slice(MOST_ASKED)), ...asked]);
  return results.map((result) => {
    const verdict = verdicts.get(result.finding.fingerprint);
    return verdict === undefined ? result : { ...result, verdict };
  });
}

/** Whatever a pull request floods us with, what is known for ours is asked about. */
function ownFirst(results: readonly Result[]): FoundKey[] {
  const findings = results.map(({ finding }) => finding);
  return findings.toSorted((a, b) => Number(b.attribution === 'own') - Number(a.attribution === 'own'));
}

function left(subjects: readonly Subject[]): (readonly [string, Verdict])[] {
  const verdict: Verdict = {
    state: 'unknown',
    reason: 'not-asked',
    detail: `more than ${MOST_ASKED} keys in one run`,
    permissions: [],
    undetermined: [],
    checkedAt: new Date().toISOString(),
  };
  return subjects.map(({ fingerprint }) => [fingerprint, verdict] as const);
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
  const sources: TemplateSources = { env: context.env, readFile: readOrEmpty };
  for (const { method } of plan.steps) if (method.kind === 'http') checkSources(method, sources);
  const applied = plan.steps.length === 0 ? [] : await apply(plan, context, sources);
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
  const byId = new Map(policy.ruleset.rules.map((rule) => [rule.id, rule]));
  return planRevocation({
    results,
    verdicts: new Map(),
    // The journal of an earlier run is gone with its machine; what it did shows in the verdict.
    states: new Map(),
    subjectOf({ fingerprint, ruleId, secret }) {
      const rule = byId.get(ruleId);
      return rule && { fingerprint, rule, secret };
    },
    methodOf: ({ rule }) => methodOf(rule, settings),
    unowned: false,
    scope: 'attributed',
    resume: false,
    isRunning: () => false,
    most,
  });
}

async function apply(
  plan: Plan,
  context: StageContext,
  sources: TemplateSources,
): Promise<readonly Applied[]> {
  const run = randomUUID();
  const now = (): Date => new Date();
  const journal = openJournal({ path: join(context.temp, 'leakward-revocations.jsonl'), run, now });
  try {
    return await withDoor(context, (outside) =>
      applyPlan(plan, {
        ...outside,
        bases: basesOf(context.inputs),
        journal,
        run,
        process: { pid: process.pid, host: hostname() },
        sources,
        to: ({ finding }) => finding.own?.owner ?? finding.own?.label ?? 'its owner',
      }),
    );
  } finally {
    journal.close();
  }
}

/** Where keys are asked about: an input, or the built-in address. Errors: `bad-usage`. */
function basesOf({ nohumanUrl, nouvelUrl }: Inputs): ReadonlyMap<string, Base> {
  const named = { nohuman: nohumanUrl, nouvel: nouvelUrl };
  return new Map(
    Object.entries(named).flatMap(([provider, url]) =>
      url === undefined ? [] : [[provider, parseBase(url, `input ${provider}-url`)] as const],
    ),
  );
}

/** How keys are revoked, and what to say of the variables that are used for it. */
function settingsOf({ inputs, env }: StageContext): {
  readonly settings: RevokeSettings;
  readonly notes: readonly string[];
} {
  const notes: string[] = [];
  const named = { nohuman: inputs.nohumanRevokeUrl, nouvel: inputs.nouvelRevokeUrl };
  const calls = Object.entries(named).flatMap(([provider, url]) => {
    if (url === undefined) return [];
    const base = parseBase(url, `input ${provider}-revoke-url`);
    const { variable, note } = tokenOf(provider, env);
    if (note !== undefined) notes.push(note);
    // Where it is not set, this is said before anything is sent.
    return [[provider, plainCall(base, variable)] as const];
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

async function withDoor<T>(context: StageContext, use: (outside: VerifyDeps) => Promise<T>): Promise<T> {
  const { setTimeout } = await import('node:timers/promises');
  const door = createDoor({ env: context.env });
  try {
    return await use({
      send: door.send,
      now: () => new Date(),
      sleep: (time, signal) => setTimeout(time, undefined, { signal }),
      signal: context.signal,
    });
  } finally {
    await door.close();
  }
}

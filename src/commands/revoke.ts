/** `leakward revoke`: the plan, and with `--apply` its carrying out. */
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { applyRevoke, checkPlan, planRevoke, type Revocable, revocable } from '../app/revoke.ts';
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import type { Rule } from '../model/rule.ts';
import { shellWord } from '../model/shell.ts';
import { providersOf } from '../providers/named-bases.ts';
import type { TemplateSources } from '../revoke/call.ts';
import { wholeEntries } from '../revoke/journal.ts';
import { isUnfinished, type Plan } from '../revoke/plan.ts';
import { isRunning } from '../revoke/running.ts';
import { type RevokeSettings, readRevokeSettings } from '../revoke/settings.ts';
import { type KeyState, statesOf } from '../revoke/state.ts';
import type { Applied } from '../revoke/step.ts';
import { readOrEmpty } from '../state/guarded-read.ts';
import { askingOf, basesOf } from './asking.ts';
import type { CallOf } from './call.ts';
import { depsOf } from './deps.ts';
import { journalPath } from './journal-path.ts';
import { namedKeysOf } from './named-keys.ts';
import { flagOf } from './options.ts';
import { policyOf } from './policy.ts';
import { refuseKeys } from './refuse-keys.ts';
import { appliedDocument, appliedText, NOTHING_CHANGED, planDocument, planText } from './revoke-text.ts';
import { watchCall } from './revoke-watch.ts';

/** 0: no key that is to be revoked lives any more. 1: some do, or may. 3: some were not found again. */
export async function run(call: CallOf<'revoke'>): Promise<number> {
  refuseContradictions(call);
  const policy = await policyOf(call, { minConfidence: 'low', failOn: 'findings' }, true);
  const { rules } = policy.ruleset;
  const named = await namedKeysOf(call, policy);
  const found = await revocable(named.results, policy, askingOf(call), depsOf(call));
  const settings = revokeSettingsOf(call, rules);
  const states = statesOf(wholeEntries(journalPath(call)));
  const plan = planOf(call, rules, found, settings, states);
  const lost = named.skipped.length;
  if (call.options.watch) return await watchCall(call, rules, found.results, states);
  if (!call.options.apply) {
    const text = planText(plan, lost, call.io.now()) + (plan.steps.length > 0 ? NOTHING_CHANGED : '');
    await (isJson(call) ? call.io.out(planDocument(plan, lost)) : call.io.say(text));
    return plan.steps.length > 0 || isUnfinished(plan) ? 1 : lost > 0 ? 3 : 0;
  }
  return await apply(call, rules, plan, settings, lost);
}

function isJson({ options }: CallOf<'revoke'>): boolean {
  return options.format.includes('json');
}

function refuseContradictions({ options }: CallOf<'revoke'>): void {
  const other = options.format.find((format) => format !== 'json' && format !== 'pretty');
  if (other !== undefined)
    throw new UserError('bad-usage', `a plan has no form ${quoted(other)}`, { hint: '--format json' });
  if (options.watch && options.format.includes('json'))
    throw new UserError('bad-usage', '--watch has no form “json”', {
      hint: 'leakward journal tells its end',
    });
  if (options.for !== undefined && !options.watch)
    throw new UserError('bad-usage', '--for does nothing without --watch');
  if (options.apply && options.watch) throw new UserError('bad-usage', 'give --apply or --watch, not both');
  refuseKeys({ 'hand-to': options.handTo });
  const needsApply = (['yes', 'resume', 'issue', 'handTo'] as const).find((name) => Boolean(options[name]));
  if (!options.apply && needsApply !== undefined)
    throw new UserError('bad-usage', `--${flagOf(needsApply)} does nothing without --apply`);
}

/** Errors: `bad-config`; `refused` for a `[revoke]` that anybody who can write to the repository may have written. */
function revokeSettingsOf({ config, io }: CallOf<'revoke'>, rules: readonly Rule[]): RevokeSettings {
  const table = config?.values['revoke'];
  if (table !== undefined && config?.isNamed !== true) {
    throw new UserError(
      'refused',
      `${config?.path}: [revoke] says where keys are sent, and is taken only from a file that you name`,
      {
        hint: `leakward revoke --config ${shellWord(config?.path ?? '')}`,
      },
    );
  }
  return readRevokeSettings(table, config?.path ?? 'settings', io.env, providersOf(rules));
}

function planOf(
  { options, io }: CallOf<'revoke'>,
  rules: readonly Rule[],
  found: Revocable,
  revoke: RevokeSettings,
  states: ReadonlyMap<string, KeyState>,
): Plan {
  if (options.unowned && options.apply && options.yes && !revoke.unowned) {
    throw new UserError('refused', '--unowned is asked about on a terminal, which --yes leaves out', {
      hint: 'leave out --yes, or set revoke.unowned = true in a settings file that you name',
    });
  }
  const request = {
    ...found,
    states,
    settings: revoke,
    unowned: options.unowned || revoke.unowned,
    scope: options.verify ?? 'attributed',
    resume: options.resume,
    isRunning: (state: KeyState & { readonly kind: 'open' }) => isRunning(state, hostname(), io.now()),
    most: options.max,
  };
  return planRevoke(request, rules);
}

async function apply(
  call: CallOf<'revoke'>,
  rules: readonly Rule[],
  plan: Plan,
  settings: RevokeSettings,
  lost: number,
): Promise<number> {
  const { io } = call;
  if (!isJson(call)) await io.say(planText(plan, lost, io.now()));
  if (plan.steps.length === 0) {
    if (isJson(call)) await io.out(appliedDocument([], plan, lost));
    return exitCodeFor([], plan, lost);
  }
  const sources = sourcesOf(call);
  checkPlan(plan, sources);
  await confirm(call, plan, settings);
  const { issue, handTo } = call.options;
  const issues = issue === undefined ? undefined : await issueOpener(call, issue);
  const request = {
    plan,
    bases: basesOf(call, rules),
    journal: journalPath(call),
    process: { pid: process.pid, host: hostname() },
    sources,
    to: ({ finding }: Plan['steps'][number]) =>
      handTo ?? finding.own?.owner ?? finding.own?.label ?? 'whoever runs this',
    ...(issues && { openIssue: issues.open }),
    onApplied: isJson(call) ? () => undefined : (one: Applied) => io.say(appliedText(one)),
  };
  const applied = await io.uncut(() => applyRevoke(request, depsOf(call))).finally(() => issues?.close());
  if (isJson(call)) await io.out(appliedDocument(applied, plan, lost));
  if (io.signal.aborted) await io.err('leakward: broken off; leakward revoke --apply --resume goes on\n');
  io.signal.throwIfAborted();
  return exitCodeFor(applied, plan, lost);
}

function exitCodeFor(applied: readonly Applied[], plan: Plan, lost: number): number {
  const isDead = ({ revocation: { state } }: Applied): boolean =>
    state === 'revoked' || state === 'already-inactive';
  if (!applied.every(isDead) || isUnfinished(plan)) return 1;
  return lost > 0 ? 3 : 0;
}

function sourcesOf({ io }: CallOf<'revoke'>): TemplateSources {
  return {
    env: io.env,
    readFile: (path) => readOrEmpty(resolve(io.cwd, path)),
  };
}

/** A word that nobody types by accident. Errors: `refused`. */
async function confirm(
  { io, options }: CallOf<'revoke'>,
  { steps }: Plan,
  revoke: RevokeSettings,
): Promise<void> {
  const isStrange = steps.some(({ finding }) => finding.attribution !== 'own') && !revoke.unowned;
  if (options.yes && !isStrange) return;
  const word = `revoke ${steps.length}`;
  const whose = isStrange ? ', some of them not known for yours' : '';
  const answer = await io.ask(`This cannot be undone${whose}. Type “${word}” to go on: `);
  if (answer === undefined) {
    throw new UserError('refused', '--apply asks before it revokes, and there is no terminal to ask on', {
      hint: '--yes says yes beforehand',
    });
  }
  if (answer.trim() !== word) throw new UserError('refused', 'nothing was revoked');
}

async function issueOpener(call: CallOf<'revoke'>, repository: string) {
  const { createIssueOpener } = await import('./revoke-issue.ts');
  return await createIssueOpener(call, repository);
}

/** Plans and their outcomes in words, and as JSON. */
import type { Verdict } from '../model/verdict.ts';
import { jsonText } from '../report/json-text.ts';
import { printable } from '../report/printable.ts';
import { bounded, count } from '../report/summary.ts';
import { shortId, verdictText } from '../report/wording.ts';
import type { RevokeMethod } from '../revoke/method.ts';
import { type LeftKey, type LeftReason, methodText, type Plan, type PlanStep } from '../revoke/plan.ts';
import type { Applied } from '../revoke/step.ts';
import type { WatchState } from '../revoke/watch.ts';
import type { Subject } from '../verify/verify.ts';

const MOST_PLACES = 5;

const LEFT = {
  unowned: 'not known for one of your keys: leakward keys add files it, --unowned takes it all the same',
  unattributed: "may be another product's secret: --verify=all asks about it, and takes it with --unowned",
  protected: 'protected in the key list',
  suppressed: 'allowed as no leak',
  inactive: 'already inactive: the provider refuses it',
  ended: 'already inactive: the journal has it as dead',
  'no-method': 'nobody knows how: neither the rule nor the settings say',
  running: 'another run is at it',
  interrupted: 'an earlier run left it unfinished: --apply --resume goes on',
  'over-cap': 'more than --max allows for one run',
} as const satisfies Record<LeftReason, string>;

const OUTCOME = {
  revoked: 'revoked',
  'already-inactive': 'already inactive',
  manual: 'by hand',
  failed: 'NOT REVOKED',
} as const satisfies Record<Applied['revocation']['state'], string>;

/** What a plan says when nothing follows it. */
export const NOTHING_CHANGED = 'nothing was changed yet: leakward revoke --apply carries this out\n';

/** @param lost findings whose key was not found again */
export function planText({ steps, left }: Plan, lost: number, now: Date): string {
  const head = `${count(steps.length, 'key')} to revoke, ${left.length} left alone`;
  const unread =
    lost === 0 ? [] : [`${count(lost, 'finding')} of the report: the key stands no longer where it says`];
  const blocks = [
    head,
    ...steps.map((step) => stepText(step, now)),
    ...(left.length === 0 ? [] : [`left alone:\n${left.map((key) => `  ${leftText(key)}`).join('\n')}`]),
    ...unread,
  ];
  return `${blocks.join('\n\n')}\n\n`;
}

function stepText(step: PlanStep, now: Date): string {
  const { finding, places, verdict, method, state } = step;
  const { own } = finding;
  const owner =
    own === undefined
      ? 'not known for yours'
      : `“${own.label}”${own.owner === undefined ? '' : `, owner ${own.owner}`}`;
  const lines: (readonly [string, string])[] = [
    ['whose', owner],
    ['alive', verdict === undefined ? 'not asked yet; asked before anything else' : agedText(verdict, now)],
    ['stands in', bounded(places, MOST_PLACES).join(', ')],
    ['method', methodText(method)],
    ...guide(method),
  ];
  if (state?.kind === 'handed-over')
    lines.push(['handed over', `to ${state.to} at ${state.at}; --watch waits for it`]);
  if (state?.kind === 'ended')
    lines.push(['last run', `${OUTCOME[state.state]} at ${state.at}: ${state.reason}; asked again`]);
  if (step.resumes !== undefined) lines.push(['resumes', `what run ${step.resumes} left unfinished`]);
  return [
    `${finding.secret.redacted}  ${step.subject.rule.providerName}  ${shortId(finding)}`,
    ...lines.map(([label, text]) => `${label.padStart(12)}  ${text}`),
  ]
    .map(printable)
    .join('\n');
}

/** What happens, in order. */
function guide(method: RevokeMethod): (readonly [string, string])[] {
  if (method.kind === 'http') {
    const { headers, propagation } = method;
    return [
      ['sends', `the key, in the headers or body (headers: ${Object.keys(headers).join(', ')})`],
      ['then', `asks the provider for up to ${propagation} s whether the key is dead`],
    ];
  }
  const { steps, mostKeys, fullSteps, after } = method.guide;
  return [
    ...steps.map((step, i) => [i === 0 ? 'steps' : '', `${i + 1}. ${step}`] as const),
    ...(mostKeys === 0
      ? []
      : fullSteps.map((step, i) => [i === 0 ? `if ${mostKeys} exist` : '', `${i + 1}. ${step}`] as const)),
    ...after.map((step, i) => [i === 0 ? 'then' : '', step] as const),
  ];
}

/** `active 3 minutes ago: …`. */
function agedText(verdict: Verdict, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(verdict.checkedAt)) / 60_000));
  return `${verdictText(verdict)}; ${minutes === 0 ? 'just now' : `${count(minutes, 'minute')} ago`}`;
}

function leftText({ finding, why }: LeftKey): string {
  return printable(`${finding.secret.redacted}  ${LEFT[why]}`);
}

/** One line a key, as it is done with. */
export function appliedText({ step, revocation }: Applied): string {
  return `${printable(`${step.finding.secret.redacted}  ${OUTCOME[revocation.state]}: ${revocation.reason}`)}\n`;
}

const LOOK = {
  active: 'still lives',
  inactive: 'dead, proved',
  refused: 'refused once: asked again in a minute, as a provider in trouble refuses every key',
  unknown: 'no answer',
} as const satisfies Record<WatchState, string>;

/** One line a look. */
export function watchText({ secret }: Subject, state: WatchState, detail: string, now: Date): string {
  return `${printable(`${now.toISOString()}  ${secret.redacted}  ${LOOK[state]} (${detail})`)}\n`;
}

/** The plan for programs, schemaVersion 1. */
export function planDocument(plan: Plan, lost: number): string {
  const document = { schemaVersion: 1, kind: 'revocation-plan', ...fieldsOf(plan), lost };
  return `${jsonText(document, 'indented')}\n`;
}

/** What became of a plan, for programs. */
export function appliedDocument(applied: readonly Applied[], plan: Plan, lost: number): string {
  const outcomes = applied.map(({ step, revocation, verdict }) => ({
    fingerprint: step.subject.fingerprint,
    redacted: step.finding.secret.redacted,
    revocation,
    ...(verdict && { verdict }),
  }));
  const document = { schemaVersion: 1, kind: 'revocation', ...fieldsOf(plan), outcomes, lost };
  return `${jsonText(document, 'indented')}\n`;
}

function fieldsOf({ steps, left }: Plan) {
  return {
    steps: steps.map((step) => ({
      ...keyFields(step),
      method: step.method.kind,
      target: methodText(step.method),
    })),
    left: left.map((key) => ({ ...keyFields(key), why: key.why })),
  };
}

function keyFields({ subject, finding, places, verdict }: PlanStep | LeftKey) {
  const { own } = finding;
  return {
    fingerprint: subject.fingerprint,
    redacted: finding.secret.redacted,
    provider: subject.rule.provider,
    attribution: finding.attribution,
    ...(own && { own: { label: own.label, ...(own.owner !== undefined && { owner: own.owner }) } }),
    places,
    ...(verdict && { verdict }),
  };
}

/** Which keys would be revoked, how, and why the others are left alone. Pure: everything in, a value out. */
import { target } from '../http/message.ts';
import type { FoundKey } from '../model/finding.ts';
import type { Result } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { mayAsk, type Scope, type Subject, type Verdicts } from '../verify/verify.ts';
import type { RevokeMethod } from './method.ts';
import type { KeyState } from './state.ts';

/** Why a key is left alone. */
export type LeftReason =
  | 'unowned'
  | 'unattributed'
  | 'protected'
  | 'suppressed'
  | 'inactive'
  | 'ended'
  | 'no-method'
  | 'running'
  | 'interrupted'
  | 'over-cap';

/** Of these somebody still has to do something; the others are to be left, or are dead. */
const UNFINISHED: readonly LeftReason[] = ['no-method', 'running', 'interrupted', 'over-cap'];

/** A key of a plan, with what a reader needs to know it by. */
export interface PlannedKey {
  readonly subject: Subject;
  readonly finding: FoundKey;
  /** Where it stands, the first place first. */
  readonly places: readonly string[];
  /** The last verdict that is known, for its age; it may be a report's word and decides nothing. */
  readonly verdict: Verdict | undefined;
  readonly state: KeyState | undefined;
}

/** A key that would be revoked. */
export interface PlanStep extends PlannedKey {
  readonly method: RevokeMethod;
  /** The run whose unfinished work is taken up. */
  readonly resumes?: string;
}

export interface LeftKey extends PlannedKey {
  readonly why: LeftReason;
}

export interface Plan {
  readonly steps: readonly PlanStep[];
  readonly left: readonly LeftKey[];
}

export interface PlanInput {
  readonly results: readonly Result[];
  readonly subjectOf: (finding: FoundKey) => Subject | undefined;
  readonly methodOf: (subject: Subject) => RevokeMethod | undefined;
  readonly states: ReadonlyMap<string, KeyState>;
  /** What providers said just now, by fingerprint. */
  readonly verdicts: Verdicts;
  /** Keys that are not known for ours, too. */
  readonly unowned: boolean;
  /** Of those, which may be sent to their provider at all: it is asked before it is revoked. */
  readonly scope: Scope;
  /** Take up what an earlier run left unfinished. */
  readonly resume: boolean;
  /** False for a run that has ended without finishing. */
  readonly isRunning: (state: KeyState & { readonly kind: 'open' }) => boolean;
  /** Keys of a run. */
  readonly most: number;
}

/** One step a key, in the order of the results; the first `most` of them. */
export function planRevocation(input: PlanInput): Plan {
  const steps: PlanStep[] = [];
  const left: LeftKey[] = [];
  for (const group of groupsOf(input.results)) {
    const key = keyOf(group, input);
    if (key === undefined) continue;
    const method = input.methodOf(key.subject);
    const why = whyLeft(key, group, method, input);
    if (why !== undefined) left.push({ ...key, why });
    else if (steps.length >= input.most) left.push({ ...key, why: 'over-cap' });
    else if (method !== undefined) steps.push({ ...key, method, ...resumed(key.state) });
  }
  return { steps, left };
}

/** True if a key that should be revoked is not among the steps. */
export function isUnfinished({ left }: Plan): boolean {
  return left.some(({ why }) => UNFINISHED.includes(why));
}

function groupsOf(results: readonly Result[]): Iterable<readonly Result[]> {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const { fingerprint } = result.finding;
    const group = groups.get(fingerprint);
    if (group === undefined) groups.set(fingerprint, [result]);
    else group.push(result);
  }
  return groups.values();
}

function keyOf(group: readonly Result[], { subjectOf, states, verdicts }: PlanInput): PlannedKey | undefined {
  const [lead] = group;
  // What is known for ours at one place is ours at all.
  const finding = group.find((one) => one.finding.own !== undefined)?.finding ?? lead?.finding;
  const subject = finding === undefined ? undefined : subjectOf(finding);
  if (finding === undefined || subject === undefined) return undefined;
  return {
    subject,
    finding,
    places: [...new Set(group.flatMap(placesOf))],
    verdict: verdicts.get(finding.fingerprint) ?? group.find(({ verdict }) => verdict !== undefined)?.verdict,
    state: states.get(finding.fingerprint),
  };
}

function placesOf({ location, commit, occurrences }: Result): string[] {
  return [{ location, commit }, ...occurrences].map(
    ({ location: { path, startLine, startColumn }, commit: from }) =>
      `${path}:${startLine}:${startColumn}${from === undefined ? '' : ` (${from.sha.slice(0, 12)})`}`,
  );
}

function whyLeft(
  { finding, state }: PlannedKey,
  group: readonly Result[],
  method: RevokeMethod | undefined,
  { unowned, scope, resume, isRunning, verdicts }: PlanInput,
): LeftReason | undefined {
  if (finding.own?.protect === true) return 'protected';
  if (finding.attribution !== 'own' && !unowned) return 'unowned';
  if (!group.some((one) => mayAsk(one.finding, scope))) return 'unattributed';
  if (group.every(({ suppression }) => suppression !== undefined) && finding.attribution !== 'own')
    return 'suppressed';
  const now = verdicts.get(finding.fingerprint)?.state;
  if (now === 'inactive') return 'inactive';
  // What the provider says now counts more than what it said then; that a key was found dead without a call of ours is
  // asked again, as a provider in trouble may have said so of every key.
  const isKilled = state?.kind === 'ended' && state.state === 'revoked' && state.isByHand !== true;
  if (isKilled && now !== 'active') return 'ended';
  if (state?.kind === 'open') {
    if (isRunning(state)) return 'running';
    if (!resume) return 'interrupted';
  }
  return method === undefined ? 'no-method' : undefined;
}

function resumed(state: KeyState | undefined): { readonly resumes?: string } {
  return state?.kind === 'open' ? { resumes: state.run } : {};
}

/** `POST keys.example.com/revoke`, or `by hand at …`. */
export function methodText(method: RevokeMethod): string {
  if (method.kind === 'manual') return `by hand at ${method.guide.where}`;
  return target({ method: method.method, url: method.base.url });
}

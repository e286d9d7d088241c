/** Verdicts for findings: once a key, side by side within what a host is to bear. */
import type { Attribution, FoundKey } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { Secret } from '../model/secret.ts';
import type { Verdict } from '../model/verdict.ts';
import { type Api, apiOf, type NamedBases, probeRequest } from '../providers/api.ts';
import type { Depth, Refused } from './ask.ts';
import { type Askers, createAskers } from './askers.ts';
import { controlKey } from './control.ts';
import type { VerifyDeps } from './deps.ts';

/** A key to ask about. */
export interface Subject {
  readonly fingerprint: string;
  readonly rule: Rule;
  readonly secret: Secret;
}

/** Verdicts by fingerprint. */
export type Verdicts = ReadonlyMap<string, Verdict>;

/** Which keys may be asked about: those that are known to be the provider's, or all that look like its keys. */
export type Scope = 'attributed' | 'all';

/**
 * A bare token with the prefix may be another company's secret, which would be sent to the wrong one. `sample` is
 * nobody's.
 */
const IS_SENT = {
  own: 'attributed',
  shape: 'attributed',
  context: 'attributed',
  none: 'all',
  foreign: 'all',
  sample: undefined,
} as const satisfies Record<Attribution, Scope | undefined>;

/** True if a finding's key may be sent to the provider of its rule. */
export function mayAsk({ attribution, encoding }: FoundKey, scope: Scope): boolean {
  const least = IS_SENT[attribution];
  if (least === undefined) return false;
  // A joined value may never have been a key, unless it is known for one of ours.
  if (encoding.includes('split') && attribution !== 'own') return false;
  return scope === 'all' || least === 'attributed';
}

/** Gives the key of a finding with its rule; undefined if none of these is its rule. */
export function subjectFinder(rules: readonly Rule[]): (found: FoundKey) => Subject | undefined {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return ({ fingerprint, ruleId, secret }) => {
    const rule = byId.get(ruleId);
    return rule && { fingerprint, rule, secret };
  };
}

/** The distinct keys of findings that may be asked about. A key that is attributed at one place is so at all. */
export function subjectsOf(findings: readonly FoundKey[], rules: readonly Rule[], scope: Scope): Subject[] {
  const subjectOf = subjectFinder(rules);
  const asked = findings.filter((finding) => mayAsk(finding, scope)).flatMap((one) => subjectOf(one) ?? []);
  return [...new Map(asked.map((subject) => [subject.fingerprint, subject])).values()];
}

export interface VerifyOptions extends VerifyDeps {
  readonly bases: NamedBases;
  readonly depth?: Depth;
  readonly progress?: (done: number, all: number) => void;
}

/** Keys of one host under way at a time. */
const SIDE_BY_SIDE = 8;
/** Milliseconds between two refusals of a key. A shorter pause would ask the same server in the same trouble. */
const CONFIRM_AFTER = 2000;

/**
 * Asks about each key once, and about one that is refused a second time when the others have been asked: a thousand
 * refused keys wait once, not each. Throws only if the signal is aborted.
 */
export async function verifyAll(subjects: readonly Subject[], options: VerifyOptions): Promise<Verdicts> {
  const verdicts = new Map<string, Verdict>();
  const askers = createAskers(options);
  const settle = (fingerprint: string, verdict: Verdict): void => {
    verdicts.set(fingerprint, verdict);
    options.progress?.(verdicts.size, subjects.length);
  };
  const ofProvider = async (group: readonly Subject[]): Promise<void> => {
    const refused: (Refused & { readonly fingerprint: string })[] = [];
    await sideBySide(group, SIDE_BY_SIDE, async ({ fingerprint, rule, secret }) => {
      const heard = await askers.of(rule)(secret, options.depth ?? 'whole');
      if (heard.kind === 'verdict') settle(fingerprint, heard.verdict);
      else refused.push({ ...heard, fingerprint });
    });
    await sideBySide(refused, SIDE_BY_SIDE, async ({ fingerprint, confirm }) =>
      settle(fingerprint, await confirm(CONFIRM_AFTER)),
    );
  };
  await Promise.all([...groupByProvider(subjects).values()].map(ofProvider));
  return corroborated(verdicts, subjects, askers);
}

/** Says of each inactive key whether another one of its provider was accepted in this run. */
function corroborated(
  verdicts: ReadonlyMap<string, Verdict>,
  subjects: readonly Subject[],
  { hasAccepted }: Askers,
): Verdicts {
  const rules = new Map(subjects.map(({ fingerprint, rule }) => [fingerprint, rule]));
  return new Map(
    [...verdicts].map(([fingerprint, verdict]) => {
      const rule = rules.get(fingerprint);
      const isCorroborated = rule !== undefined && hasAccepted(rule);
      return [fingerprint, verdict.state === 'inactive' ? { ...verdict, isCorroborated } : verdict];
    }),
  );
}

function groupByProvider(subjects: readonly Subject[]): Map<string, Subject[]> {
  const groups = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const group = groups.get(subject.rule.provider);
    if (group === undefined) groups.set(subject.rule.provider, [subject]);
    else group.push(subject);
  }
  return groups;
}

/** Carries out `one` for every item, at most `width` at a time, in order of the list. */
async function sideBySide<T>(
  items: readonly T[],
  width: number,
  one: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const take = async (): Promise<void> => {
    for (const item of queue) await one(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, take));
}

/** A request as it may be told: the names of its headers, not what is in them. */
export interface PlannedRequest {
  readonly method: string;
  /** Scheme and host. */
  readonly origin: string;
  readonly path: string;
  readonly headers: readonly string[];
}

/** What asking about a key of this rule would send, in order; nothing where no address is known. */
export function plannedRequests(rule: Rule, bases: NamedBases): PlannedRequest[] {
  const api = apiOf(rule, bases);
  if (api === undefined) return [];
  return api.verification.probes.map((probe) => planned(api, probe));
}

function planned(api: Api, probe: Parameters<typeof probeRequest>[1]): PlannedRequest {
  const { method, url, headers } = probeRequest(api, probe, controlKey(api.rule));
  return { method, origin: url.origin, path: url.pathname, headers: Object.keys(headers) };
}

/**
 * What scanned commits themselves allow: by ignore file, baseline or comment. It counts only as far as someone with
 * write access stands behind it, and never for a key that is one of ours or known to be active.
 */
import type { Finding, Suppression } from '../model/finding.ts';
import type { Result } from '../model/report.ts';
import type { Suppressions } from '../model/suppressions.ts';
import { applySuppressions } from '../policy/suppress.ts';

/** Whether what the scanned commits allow counts at all, and if not, why. */
export type Standing = { readonly counts: true } | { readonly counts: false; readonly why: string };

export interface Trusted {
  /** The results; of their own suppressions only those that count are left. */
  readonly results: readonly Result[];
  /** Why others do not count, for people. */
  readonly refused: readonly string[];
}

interface Claim {
  readonly finding: Finding;
  readonly suppression: Suppression;
}

export interface TrustOptions {
  /** Asked only if there is something that it decides. */
  readonly standing: () => Promise<Standing>;
  /** False where what is said can be read by everyone, who are not to learn which key works. */
  readonly tellsLife: boolean;
}

/** @param base what counts in any case */
export async function judgeSuppressions(
  results: readonly Result[],
  base: Suppressions,
  head: Suppressions,
  { standing, tellsLife }: TrustOptions,
): Promise<Trusted> {
  const plain = results.map((result) => ({ ...result, finding: without(result.finding) }));
  const inlineOf = new Map(plain.map(({ finding }, i) => [finding, results[i]?.finding.allowedInline]));
  const open = applySuppressions(plain, base, false).results;
  const claimed = open.map((result) => ({
    ...result,
    finding: withInline(result.finding, inlineOf.get(result.finding)),
  }));
  const claims = applySuppressions(claimed, head, false).suppressed.flatMap(({ finding, suppression }) =>
    suppression === undefined ? [] : [{ finding, suppression }],
  );
  if (claims.length === 0) return { results: plain, refused: [] };
  const stands = await standing();
  const verdicts = new Map(results.map(({ finding, verdict }) => [finding.fingerprint, verdict?.state]));
  const counted = new Map<string, Suppression>();
  const refused: string[] = [];
  for (const claim of claims) {
    const isActive = verdicts.get(claim.finding.fingerprint) === 'active';
    const why = whyNot(claim, isActive && (tellsLife ? 'active' : 'untold'), stands);
    if (why === undefined) counted.set(placeOf(claim.finding), claim.suppression);
    else
      refused.push(
        `${claim.suppression.where} allows ${claim.finding.secret.redacted}, which does not count: ${why}`,
      );
  }
  const kept = plain.map((result) => ({
    ...result,
    finding: withInline(result.finding, counted.get(placeOf(result.finding))),
  }));
  return { results: kept, refused };
}

function whyNot(
  { finding, suppression }: Claim,
  life: 'active' | 'untold' | false,
  standing: Standing,
): string | undefined {
  if (finding.attribution === 'own') return 'it is one of your own keys';
  if (life === 'active') return 'the key is active';
  if (suppression.kind !== 'baseline' && (suppression.reason ?? '').trim() === '')
    return 'it gives no reason';
  if (!standing.counts) return standing.why;
  return life === 'untold' ? 'it is not for a pull request to allow' : undefined;
}

function placeOf({ fingerprint, location, origin }: Finding): string {
  const oid = origin.kind === 'git' ? origin.oid : '';
  return [fingerprint, oid, location.path, location.startLine, location.startColumn].join('\0');
}

function without({ allowedInline: _allowed, ...finding }: Finding): Finding {
  return finding;
}

function withInline(finding: Finding, allowedInline: Suppression | undefined): Finding {
  return allowedInline === undefined ? finding : { ...finding, allowedInline };
}

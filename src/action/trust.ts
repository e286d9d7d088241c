/**
 * What scanned commits themselves allow: by ignore file, baseline or comment. It counts only as far as someone with
 * write access stands behind it, and never for a key that is one of ours or known to be active.
 */
import type { Suppression } from '../model/finding.ts';
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
  readonly result: Result;
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
  const plain = results.map((result) => withInline(result, undefined));
  const open = new Set(applySuppressions(plain, base, false).results.map(placeOf));
  const claimed = results.filter((result) => open.has(placeOf(result)));
  const claims = applySuppressions(claimed, head, false).suppressed.flatMap((result) =>
    result.suppression === undefined ? [] : [{ result, suppression: result.suppression }],
  );
  if (claims.length === 0) return { results: plain, refused: [] };
  const stands = await standing();
  const verdicts = new Map(results.map(({ finding, verdict }) => [finding.fingerprint, verdict?.state]));
  const counted = new Map<string, Suppression>();
  const refused: string[] = [];
  for (const claim of claims) {
    const { finding } = claim.result;
    const isActive = verdicts.get(finding.fingerprint) === 'active';
    const why = whyNot(claim, isActive && (tellsLife ? 'active' : 'untold'), stands);
    if (why === undefined) counted.set(placeOf(claim.result), claim.suppression);
    else
      refused.push(
        `${claim.suppression.where} allows ${finding.secret.redacted}, which does not count: ${why}`,
      );
  }
  return { results: plain.map((result) => withInline(result, counted.get(placeOf(result)))), refused };
}

function whyNot(
  { result: { finding }, suppression }: Claim,
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

function placeOf({ finding, blob = '', location }: Result): string {
  return [finding.fingerprint, blob, location.path, location.startLine, location.startColumn].join('\0');
}

function withInline(result: Result, allowedInline: Suppression | undefined): Result {
  const { allowedInline: _, ...plain } = result;
  return allowedInline === undefined ? plain : { ...plain, allowedInline };
}

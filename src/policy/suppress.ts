/** Parts findings into those that count and those that are allowed; says which suppressions are stale. */
import type { Suppression } from '../model/finding.ts';
import type { Result, StaleSuppression } from '../model/report.ts';
import type { IgnoreEntry, Suppressions } from '../model/suppressions.ts';
import { isBelow, shownFingerprint, suppressionOf } from './ignore-file.ts';
import { createEntryFinder } from './matching.ts';

export interface Parted {
  readonly results: readonly Result[];
  readonly suppressed: readonly Result[];
  readonly stale: readonly StaleSuppression[];
}

/** @param isWhole false if only a part was scanned: then an entry that met nothing is not stale */
export function applySuppressions(
  given: readonly Result[],
  suppressions: Suppressions,
  isWhole: boolean,
): Parted {
  const { ignored, baseline, today, untrusted = [] } = suppressions;
  const all = untrusted.length === 0 ? given : given.map((result) => withoutComment(result, untrusted));
  const valid = ignored.filter(({ until }) => !isOver(until, today));
  const findEntry = createEntryFinder(valid);
  const met = new Set<IgnoreEntry>();
  const metBaseline = new Set<string>();
  const find = ({ finding: { fingerprint }, location }: Result): Suppression | undefined => {
    const entry = valid[findEntry({ fingerprint, location }) ?? -1];
    if (entry !== undefined) {
      met.add(entry);
      return suppressionOf(entry);
    }
    const where = baseline.get(fingerprint);
    if (where === undefined) return undefined;
    metBaseline.add(fingerprint);
    return { kind: 'baseline', where };
  };
  const parted = all.map((result) => withSuppression(result, find, today));
  const expired = ignored.filter(({ until }) => isOver(until, today));
  const unused = isWhole ? valid.filter((entry) => !met.has(entry)) : [];
  const unusedLines = isWhole ? [...baseline].filter(([fingerprint]) => !metBaseline.has(fingerprint)) : [];
  return {
    results: parted.filter(({ suppression }) => suppression === undefined),
    suppressed: parted.filter(({ suppression }) => suppression !== undefined),
    stale: [
      ...expired.map((entry) => staleOf(entry, 'expired')),
      ...unused.map((entry) => staleOf(entry, 'unused')),
      ...unusedLines.map(([text, where]) => ({
        where,
        why: 'unused' as const,
        text: shownFingerprint(text),
      })),
      ...expiredComments(all, today),
    ],
  };
}

function withoutComment(result: Result, untrusted: readonly string[]): Result {
  const { allowedInline, ...plain } = result;
  const isUntrusted = untrusted.some((below) => isBelow(plain.location.path, below));
  return allowedInline !== undefined && isUntrusted ? plain : result;
}

function withSuppression(
  result: Result,
  find: (result: Result) => Suppression | undefined,
  today: string,
): Result {
  const inline = result.allowedInline;
  const found = find(result);
  const suppression = inline !== undefined && !isOver(inline.until, today) ? inline : found;
  return suppression === undefined ? result : { ...result, suppression };
}

function isOver(until: string | undefined, today: string): boolean {
  return until !== undefined && until < today;
}

function staleOf({ where, fingerprint, path }: IgnoreEntry, why: StaleSuppression['why']): StaleSuppression {
  const shown = fingerprint === undefined ? [] : [shownFingerprint(fingerprint)];
  return { where, why, text: [...shown, ...(path === undefined ? [] : [path])].join(' ') };
}

function expiredComments(all: readonly Result[], today: string): StaleSuppression[] {
  return all.flatMap(({ allowedInline }) =>
    allowedInline !== undefined && isOver(allowedInline.until, today)
      ? [{ where: allowedInline.where, why: 'expired' as const, text: `until ${allowedInline.until}` }]
      : [],
  );
}

/** A sentence for each `leakward:allow-begin` that was meant to allow one of these and has no end. */
export function unclosedNotes(results: readonly Result[]): string[] {
  const places = results.flatMap(({ unclosedAllow }) => unclosedAllow ?? []);
  return [...new Set(places)].map(
    (where) => `${where}: leakward:allow-begin allows nothing: no leakward:allow-end follows it`,
  );
}

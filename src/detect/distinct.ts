/** Readings that overlap: one of them is the finding. */
import type { Attribution, Confidence } from '../model/finding.ts';
import { latin1 } from './alphabet.ts';
import type { Candidate } from './candidate.ts';
import { isNeighbour } from './neighbour.ts';

/** A candidate with what decides between it and another at the same place. */
interface Reading {
  readonly candidate: Candidate;
  readonly judgement: {
    readonly attribution: Attribution;
    readonly confidence: Confidence | undefined;
    readonly score: number;
  };
  readonly span: { readonly start: number; readonly end: number };
}

/**
 * One reading per place, in order of place. Of readings that overlap an own key stays, then a whole key over its first
 * piece, then the one in fewer encodings, then the likelier one.
 */
export function distinct<T extends Reading>(readings: readonly T[]): T[] {
  const kept: T[] = [];
  for (const next of readings.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    const last = kept.at(-1);
    if (last === undefined || next.span.start >= last.span.end) kept.push(next);
    else if (isWholeOf(next, last) || rank(next) > rank(last)) kept[kept.length - 1] = next;
  }
  return kept;
}

function rank({ candidate, judgement }: Reading): number {
  const joined = candidate.view.encoding.includes('split');
  const own = judgement.attribution === 'own' ? 1000 : 0;
  // A fragment of a split key is a worse reading than the whole, though it is plainer.
  const layers = joined ? 0 : candidate.view.encoding.length;
  return own + judgement.score - layers * 10;
}

/** True if `whole` is listed and goes on where `fragment` ends: behind a joint of two literals, or an escape. */
function isWholeOf(whole: Reading, fragment: Reading): boolean {
  const { key } = fragment.candidate;
  if (whole.span.start !== fragment.span.start) return false;
  if (whole.candidate.key.length <= key.length || !whole.candidate.key.startsWith(key)) return false;
  if (!isListed(whole) || fragment.judgement.attribution === 'own') return false;
  // An issued body is complete; only another issued body can hold it.
  if (fragment.judgement.attribution === 'shape' && whole.judgement.attribution !== 'shape') return false;
  return !isNextArgument(whole.candidate, fragment.candidate);
}

/** True if the second literal is another argument of a command rather than a piece: `login "nh_…" "production"`. */
function isNextArgument(whole: Candidate, fragment: Candidate): boolean {
  const resumed = whole.view.decoded?.starts[whole.start + fragment.key.length];
  const gap = latin1(fragment.view.bytes, fragment.end, resumed ?? fragment.end);
  return ARGUMENTS.test(gap) && isNeighbour(whole.key.slice(fragment.key.length));
}

const ARGUMENTS = /^["'`][ \t]+["'`]$/;

function isListed({ judgement: { confidence } }: Reading): boolean {
  return confidence === 'high' || confidence === 'medium';
}

/** Points, and what they add up to. Every figure of the score stands in this file. */
import type { Attribution, Confidence, Reason, ReasonPart } from '../../model/finding.ts';

/** Points of each thing that a judgement can find. The measured effect of the whole is in docs/detection.md. */
const POINTS = {
  own: 100,
  issuedForm: 55,
  random: 45,
  randomAndLong: 55,
  mostlyRandom: 25,
  identifier: -45,
  // No body that the issuer can have made is rejected: one in 12,000 looks like a name, mostly by a few bits.
  issuedNameLike: -5,
  issuedName: -28,
  providerName: 50,
  providerHost: 45,
  providerWord: 40,
  assigned: 10,
  secretName: 15,
  hexAlone: -15,
  foreignInfix: -5,
  foreignName: -5,
  otherPurpose: -40,
  identifierName: -25,
  amongIds: -25,
  partOfPath: -25,
  partOfToken: -40,
  placeholder: -100,
  sample: -100,
  wrapped: -100,
  split: -5,
} as const satisfies Record<string, number>;

/** Longer than what makers of ids give by default: nanoid 21, cuid 25, ULID 26, KSUID 27 characters. */
export const MIN_LONG = 28;

/** Least score of each confidence; below the last one a candidate is rejected. */
const LEAST = { high: 80, medium: 50, low: 25 } as const satisfies Record<Confidence, number>;

/** Without an attribution the highest confidence is medium: a secret, but perhaps another product's. */
const MOST_UNATTRIBUTED = LEAST.high - 1;

export interface Score {
  readonly score: number;
  /** Undefined: rejected. */
  readonly confidence: Confidence | undefined;
}

/** One part of a score. */
export function reason(part: ReasonPart, points: keyof typeof POINTS, text: string): Reason {
  return { part, points: POINTS[points], text };
}

/** Adds up the parts. */
export function scoreOf(reasons: readonly Reason[], attribution: Attribution): Score {
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  const most = attribution === 'none' || attribution === 'foreign' ? MOST_UNATTRIBUTED : 100;
  const score = Math.max(0, Math.min(most, sum));
  return { score, confidence: (['high', 'medium', 'low'] as const).find((level) => score >= LEAST[level]) };
}

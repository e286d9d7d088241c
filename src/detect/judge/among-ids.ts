/**
 * Ids among each other. Databases of other products give their records ids that start like our keys (`nh_` and what
 * nanoid, cuid or KSUID make). Where a text shows several of one make, or one as an id, the others are ids, too.
 */
import type { Candidate } from '../candidate.ts';
import { alphabetOf } from '../randomness/alphabet.ts';
import { type Judgement, withDoubt } from './judge.ts';
import { isIdPlace, isSecretPlace } from './placement.ts';
import { MIN_LONG } from './score.ts';

/** A key seldom has as many neighbours of its kind; records have. */
const MIN_IDS = 3;

interface Judged {
  readonly candidate: Candidate;
  readonly judgement: Judgement;
}

interface Group {
  readonly bodies: Set<string>;
  isOfIds: boolean;
}

/** The same candidates in the same order; ids score less. What has an issuer or a secret's name is left alone. */
export function amongIds<T extends Judged>(judged: readonly T[]): readonly T[] {
  if (judged.length < 2) return judged;
  const groups = new Map<string, Group>();
  for (const one of judged) if (isAnonymous(one)) add(groups, one);
  return judged.map((one) => {
    if (!isAnonymous(one) || isIdPlace(one.judgement.placed)) return one;
    return isAmongIds(groups.get(makeOf(one)), one) ? { ...one, judgement: withDoubt(one.judgement) } : one;
  });
}

/** Random, and nothing says whose it is, nor that it is secret. */
function isAnonymous({ judgement }: Judged): boolean {
  const { attribution, confidence, placed } = judgement;
  return attribution === 'none' && confidence !== undefined && !isSecretPlace(placed);
}

/** Ids of one make have the same prefix, length and alphabet. */
function makeOf({ candidate: { rule, body } }: Judged): string {
  return `${rule.id} ${body.length} ${CASES[alphabetOf(body)]}`;
}

/** A text of one of the larger alphabets may by chance hold no separator, or none of what base58 leaves out. */
const CASES = {
  hex: 'one case',
  base32: 'one case',
  base36: 'one case',
  base58: 'two cases',
  base62: 'two cases',
  base64url: 'two cases',
} as const;

function add(groups: Map<string, Group>, one: Judged): void {
  const make = makeOf(one);
  const group = groups.get(make) ?? { bodies: new Set(), isOfIds: false };
  group.bodies.add(one.candidate.body);
  group.isOfIds ||= isIdPlace(one.judgement.placed);
  groups.set(make, group);
}

function isAmongIds(group: Group | undefined, { candidate: { body } }: Judged): boolean {
  if (group === undefined) return false;
  return group.isOfIds || (group.bodies.size >= MIN_IDS && body.length < MIN_LONG);
}

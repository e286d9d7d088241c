/** The judgement of a candidate: parts that each add or take points, and who issued it. */
import type { Attribution, Confidence, Reason } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import { isSample } from '../../rules/sample.ts';
import type { Candidate } from '../candidate.ts';
import { randomness } from '../randomness/randomness.ts';
import { placeholderIn } from './placeholder.ts';
import { isIdPlace, type Placement, placementOf, placeReasons, UNPLACED } from './placement.ts';
import { MIN_LONG, reason, scoreOf } from './score.ts';
import { issuedFormOf, isUsual } from './shape.ts';
import { surroundingsOf } from './surroundings.ts';
import { createTerms, type Match, type Terms } from './terms.ts';
import { isWrapped } from './wrapped.ts';

/** What a judgement says of a candidate. */
export interface Judgement {
  readonly attribution: Attribution;
  readonly score: number;
  /** Undefined: rejected, and the reasons say why. */
  readonly confidence: Confidence | undefined;
  readonly reasons: readonly Reason[];
  readonly placed: Placement;
}

export type Judge = (candidate: Candidate, path: string) => Judgement;

/** Compiles the terms of the rules. */
export function createJudge(rules: readonly Rule[]): Judge {
  const terms = new Map(rules.map((rule) => [rule.id, createTerms(rule)]));
  return (candidate, path) => {
    const certain = judgeCertain(candidate);
    if (certain !== undefined) return certain;
    const text = judgeText(candidate);
    if (text.some(({ points }) => points <= -100)) return judgement('none', text);
    const ruleTerms = terms.get(candidate.rule.id) ?? createTerms(candidate.rule);
    return judgePlace(candidate, path, text, ruleTerms);
  };
}

/**
 * False if the text of a candidate alone settles that it is no key, whatever stands round it: a placeholder, or a
 * name that no issuer's form fits.
 */
export function couldBeKey({ own, rule, key, body }: Candidate): boolean {
  if (own !== undefined || isSample(rule, key)) return true;
  if (placeholderIn(body, rule) !== undefined) return false;
  if (issuedFormOf(body, rule) !== undefined) return true;
  const infix = rule.foreign.infixes.find((start) => body.startsWith(start)) ?? '';
  return randomness(body.slice(infix.length)).verdict !== 'name';
}

/** Keys of ours and samples need no score. */
function judgeCertain({ own, rule, key }: Candidate): Judgement | undefined {
  if (own !== undefined) return judgement('own', [reason('own', 'own', `one of your keys: ${own.label}`)]);
  if (!isSample(rule, key)) return undefined;
  return judgement('sample', [reason('sample', 'sample', 'made by leakward example: not a key')]);
}

/** What the body alone says. */
function judgeText({ body, rule, view, start, end }: Candidate): Reason[] {
  const placeholder = placeholderIn(body, rule);
  if (placeholder !== undefined)
    return [reason('placeholder', 'placeholder', `a placeholder: ${placeholder}`)];
  const infix = rule.foreign.infixes.find((start) => body.startsWith(start)) ?? '';
  const form = issuedFormOf(body, rule);
  const reasons = [randomnessReason(body.slice(infix.length), form !== undefined)];
  if (form !== undefined) {
    const bytes = form.bytes === undefined ? '' : ` of ${form.bytes} bytes`;
    reasons.push(
      reason(
        'shape',
        'issuedForm',
        `${body.length} characters of ${form.alphabet}${bytes}, as ${rule.providerName} issues them`,
      ),
    );
  }
  if (isWrapped(view.bytes, start, end, rule.prefix)) {
    reasons.push(
      reason(
        'surroundings',
        'wrapped',
        'a line of wrapped text: its neighbours have the same width and alphabet',
      ),
    );
  }
  return reasons;
}

/** A random body looks like a name by this many bits once in 20,000; names of an issued form by more. */
const SLIGHTLY = -4;

function randomnessReason(body: string, isIssued: boolean): Reason {
  const { score, verdict, alphabet, entropy } = randomness(body);
  const bits = `${Math.abs(score).toFixed(0)} bits`;
  const measured = `${alphabet}, ${Math.round(entropy * 100)} % of the entropy it can have`;
  if (verdict === 'random') {
    const points = body.length >= MIN_LONG ? 'randomAndLong' : 'random';
    return reason('randomness', points, `random text by ${bits} over a name: ${measured}`);
  }
  if (verdict === 'likely')
    return reason('randomness', 'mostlyRandom', `more likely random than a name, by ${bits}: ${measured}`);
  return reason('segments', nameKind(score, isIssued), `a name, by ${bits} over random text: ${measured}`);
}

function nameKind(score: number, isIssued: boolean): 'identifier' | 'issuedName' | 'issuedNameLike' {
  if (!isIssued) return 'identifier';
  return score < SLIGHTLY ? 'issuedName' : 'issuedNameLike';
}

/** Adds what the surroundings say; an identifier without a provider's form is left alone. */
function judgePlace(candidate: Candidate, path: string, text: readonly Reason[], terms: Terms): Judgement {
  const { body, rule } = candidate;
  const form = issuedFormOf(body, rule);
  const isIdentifier = text.some(({ part }) => part === 'segments');
  if (isIdentifier && form === undefined) return judgement('none', text);
  const levels = surroundingsOf(candidate);
  const placed = placementOf(levels);
  const provider = terms.provider(levels, path);
  // Under the name of an id, only what the issuer makes by default is more likely a key.
  const isKnown =
    form !== undefined && (provider !== undefined || isUsual(body, form, rule) || !isIdPlace(placed));
  const infix = rule.foreign.infixes.find((start) => body.startsWith(start));
  const foreignName = terms.foreignName(levels);
  const foreign =
    foreignName ?? (infix === undefined ? undefined : `${rule.prefix}${infix}`) ?? terms.foreignNear(levels);
  const attribution = attributionOf({ provider, foreign, foreignName, isKnown });
  const reasons = [
    ...text.filter(({ part }) => isKnown || part !== 'shape'),
    ...providerReasons(rule, provider, attribution),
    ...foreignReasons(attribution, foreign),
    ...placeReasons(candidate, placed, attribution === 'shape' || attribution === 'context'),
  ];
  return judgement(attribution, reasons, placed);
}

interface Issuers {
  readonly provider: Match | undefined;
  /** What names another issuer, and whether the candidate's own name does. */
  readonly foreign: string | undefined;
  readonly foreignName: string | undefined;
  /** The body is one that the rule's issuer makes. */
  readonly isKnown: boolean;
}

function attributionOf({ provider, foreign, foreignName, isKnown }: Issuers): Attribution {
  if (foreignName !== undefined && provider?.strength !== 'name') return 'foreign';
  if (isKnown) return 'shape';
  if (provider !== undefined) return 'context';
  return foreign === undefined ? 'none' : 'foreign';
}

const PROVIDER_POINTS = { name: 'providerName', host: 'providerHost', word: 'providerWord' } as const;

function providerReasons(rule: Rule, provider: Match | undefined, attribution: Attribution): Reason[] {
  if (provider === undefined || attribution === 'foreign') return [];
  const points = PROVIDER_POINTS[provider.strength];
  return [reason('context', points, `“${provider.term}” near by names ${rule.providerName}`)];
}

function foreignReasons(attribution: Attribution, term: string | undefined): Reason[] {
  if (attribution !== 'foreign' || term === undefined) return [];
  return [reason('foreign', 'foreignName', `“${term}” names another issuer`)];
}

/** The judgement of a candidate whose neighbours are ids of the same make. */
export function withDoubt({ attribution, reasons, placed }: Judgement): Judgement {
  const doubt = reason('surroundings', 'amongIds', 'others of the same make here are ids');
  return judgement(attribution, [...reasons, doubt], placed);
}

function judgement(
  attribution: Attribution,
  reasons: readonly Reason[],
  placed: Placement = UNPLACED,
): Judgement {
  return { attribution, reasons, placed, ...scoreOf(reasons, attribution) };
}

/** The judgement of a candidate: parts that each add or take points, and who issued it. */
import type { Attribution, Confidence, Reason } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import { isSample } from '../../rules/sample.ts';
import type { Candidate } from '../candidate.ts';
import { randomness } from '../randomness/randomness.ts';
import { placeholderIn } from './placeholder.ts';
import { reason, scoreOf } from './score.ts';
import { isHex, issuedFormOf } from './shape.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';
import { createTerms, type Match, type Terms } from './terms.ts';
import { isWrapped } from './wrapped.ts';

/** What a judgement says of a candidate. */
export interface Judgement {
  readonly attribution: Attribution;
  readonly score: number;
  /** Undefined: rejected, and the reasons say why. */
  readonly confidence: Confidence | undefined;
  readonly reasons: readonly Reason[];
  /** The variable, field or header the key is given to; empty if none. */
  readonly name: string;
}

export type Judge = (candidate: Candidate, path: string) => Judgement;

/** A name of something secret, whoever issued it. */
const SECRET_NAME = /key|token|secret|auth|bearer|passw|credential|api/i;
/** Secrets of the program itself: signing and session keys are made by the same generators but issued by nobody. */
const OTHER_PURPOSE =
  /jwt|session|cookie|csrf|sign(?:ing)?[_-]?(?:key|secret)|encrypt|salt|pepper|nonce|webhook/i;

/** Compiles the terms of the rules. */
export function createJudge(rules: readonly Rule[]): Judge {
  const terms = new Map(rules.map((rule) => [rule.id, createTerms(rule)]));
  return (candidate, path) => {
    const certain = judgeCertain(candidate);
    if (certain !== undefined) return certain;
    const text = judgeText(candidate);
    if (text.some(({ points }) => points <= -100)) return judgement('none', text, '');
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
  if (own !== undefined)
    return judgement('own', [reason('own', 'own', `one of your keys: ${own.label}`)], '');
  if (!isSample(rule, key)) return undefined;
  return judgement('sample', [reason('sample', 'sample', 'made by leakward example: not a key')], '');
}

/** What the body alone says. */
function judgeText({ body, rule, view, start, end }: Candidate): Reason[] {
  const placeholder = placeholderIn(body, rule);
  if (placeholder !== undefined)
    return [reason('placeholder', 'placeholder', `a placeholder: ${placeholder}`)];
  const infix = rule.foreign.infixes.find((start) => body.startsWith(start)) ?? '';
  const reasons = [randomnessReason(body.slice(infix.length))];
  const form = issuedFormOf(body, rule);
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

function randomnessReason(body: string): Reason {
  const { score, verdict, alphabet, entropy } = randomness(body);
  const bits = `${Math.abs(score).toFixed(0)} bits`;
  const measured = `${alphabet}, ${Math.round(entropy * 100)} % of the entropy it can have`;
  if (verdict === 'random')
    return reason('randomness', 'random', `random text by ${bits} over a name: ${measured}`);
  if (verdict === 'likely')
    return reason('randomness', 'mostlyRandom', `more likely random than a name, by ${bits}: ${measured}`);
  return reason('segments', 'identifier', `a name, by ${bits} over random text: ${measured}`);
}

/** Adds what the surroundings say; an identifier without a provider's form is left alone. */
function judgePlace(candidate: Candidate, path: string, text: readonly Reason[], terms: Terms): Judgement {
  const { body, rule, view, start, end } = candidate;
  const issued = text.some(({ part }) => part === 'shape');
  const isIdentifier = text.some(({ part }) => part === 'segments');
  if (isIdentifier && !issued) return judgement('none', text, '');
  const levels = surroundingsOf(view, start, end);
  const infix = rule.foreign.infixes.find((start) => body.startsWith(start));
  const foreign = terms.foreignName(levels) ?? (infix === undefined ? undefined : `${rule.prefix}${infix}`);
  const provider = terms.provider(levels, path);
  const attribution = attributionOf(
    provider,
    foreign,
    terms.foreignName(levels) !== undefined,
    issued,
    terms,
    levels,
  );
  const name = levels.find((level) => level.name !== '')?.name ?? '';
  const reasons = [
    ...text,
    ...providerReasons(rule, provider, attribution),
    ...foreignReasons(attribution, foreign ?? terms.foreignNear(levels)),
    ...placeReasons(candidate, levels, name, attribution),
  ];
  return judgement(attribution, reasons, name);
}

function attributionOf(
  provider: Match | undefined,
  foreign: string | undefined,
  foreignByName: boolean,
  issued: boolean,
  terms: Terms,
  levels: readonly Surroundings[],
): Attribution {
  if (foreignByName && provider?.strength !== 'name') return 'foreign';
  if (issued) return 'shape';
  if (provider !== undefined) return 'context';
  return foreign !== undefined || terms.foreignNear(levels) !== undefined ? 'foreign' : 'none';
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

function placeReasons(
  { body, dotted, view }: Candidate,
  levels: readonly Surroundings[],
  name: string,
  attribution: Attribution,
): Reason[] {
  const reasons: Reason[] = [];
  const placed = levels.find((level) => level.syntax !== 'text');
  const attributed = attribution === 'shape' || attribution === 'context';
  const isHeader = levels.some((level) => level.syntax === 'header');
  const isSecretName = isHeader || SECRET_NAME.test(name);
  if (placed !== undefined) reasons.push(reason('syntax', 'assigned', SYNTAX_TEXT[placed.syntax]));
  if (isSecretName)
    reasons.push(
      reason(
        'syntax',
        'secretName',
        isHeader ? 'a header of credentials' : 'the name says that it is secret',
      ),
    );
  if (!attributed && isHex(body) && !isSecretName)
    reasons.push(reason('shape', 'hexAlone', 'hexadecimal: as likely a hash'));
  if (!attributed && OTHER_PURPOSE.test(name)) {
    reasons.push(reason('surroundings', 'otherPurpose', 'the name says what else it is for'));
  }
  if (dotted && !attributed)
    reasons.push(reason('surroundings', 'dotted', 'goes on behind a dot: another kind of token'));
  if (view.encoding.includes('split'))
    reasons.push(reason('split', 'split', 'written as adjacent string literals'));
  return reasons;
}

const SYNTAX_TEXT = {
  assignment: 'assigned to a name',
  header: 'the value of a header',
  string: 'a string of its own',
  text: '',
} as const satisfies Record<Surroundings['syntax'], string>;

function judgement(attribution: Attribution, reasons: readonly Reason[], name: string): Judgement {
  return { attribution, reasons, name, ...scoreOf(reasons, attribution) };
}

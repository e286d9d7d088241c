/** A rule's patterns for engines that only have a regular expression: no decoding, no judging of randomness. */
import type { Alphabet, IssuedForm, Rule } from '../../model/rule.ts';

/** A pattern with what the other tool may know of it. */
export interface Pattern {
  readonly id: string;
  readonly description: string;
  /** What the key looks like, in the syntax that RE2, Hyperscan and Rust's regex share. */
  readonly body: string;
  /** Bits a character, below which the other tool should drop a match. */
  readonly entropy: number;
  readonly rule: Rule;
}

const CLASSES = {
  hex: '[0-9a-f]',
  base32: '[a-z2-7]',
  base36: '[a-z0-9]',
  base58: '[1-9A-HJ-NP-Za-km-z]',
  base62: '[0-9A-Za-z]',
  base64url: '[0-9A-Za-z_-]',
} as const satisfies Record<Alphabet, string>;

/** Lowest Shannon entropy seen of 50,000 made keys of 16 bytes was 3.39 bits a character. */
const ISSUED_ENTROPY = 3.3;
const WIDE_ENTROPY = 3.5;

/** The forms that the issuer makes as one strict pattern; a rule without any has its wide one. */
export function patternOf(rule: Rule): Pattern {
  const { id, description, shape, prefix } = rule;
  if (shape.issued.length > 0) {
    const forms = shape.issued.map(formPattern);
    return { id, description, body: `${prefix}(?:${forms.join('|')})`, entropy: ISSUED_ENTROPY, rule };
  }
  // No engine here judges randomness: without `_` and `-` most identifiers are left out already.
  const body = `${prefix}[0-9A-Za-z]{${shape.minLength},${shape.maxLength}}`;
  return { id, description, body, entropy: WIDE_ENTROPY, rule };
}

/** Longest first, as alternation in these engines takes the first that fits. */
function formPattern({ alphabet, lengths: [least, most], startsWith = '' }: IssuedForm): string {
  const times =
    least === most
      ? `${least - startsWith.length}`
      : `${least - startsWith.length},${most - startsWith.length}`;
  return `${startsWith}${CLASSES[alphabet]}{${times}}`;
}

/**
 * What may be in front of a key, in the same syntax: what is no part of a word; a hyphen that no word ends in (a line of
 * a diff, `${NAME:-default}`), or that a shell reads as an operator all the same (`${NAME-default}`); a line end or a
 * tab that is written as an escape; the end of a terminal's colour.
 */
export const BEFORE = [
  '[^0-9A-Za-z_-]',
  '(?:^|[^0-9A-Za-z_])-',
  '\\$\\{[0-9A-Za-z_]+-',
  '\\\\[nrt]',
  '\\x1b\\[[0-9;]*[A-Za-z]',
].join('|');

/**
 * A pattern whose first group is the key. What is before a key is consumed, as RE2 and Vectorscan look at nothing that
 * they do not consume. What is behind is not, or of keys that a single comma parts every second one is lost. gitleaks
 * and betterleaks 1 search what was matched once more, without the line ends around it: there, too, the group must be
 * the key, so each way to begin does without the line end.
 */
export function keyPattern(body: string): string {
  return `(?:^|${BEFORE})(${body})\\b`;
}

/** The keyword in lower case, as the tools want it. */
export function keywordOf(rule: Rule): string {
  return rule.prefix.toLowerCase();
}

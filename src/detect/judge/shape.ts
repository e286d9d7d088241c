/** Whether the issuer can have made a body. */
import type { Alphabet, IssuedForm, Rule } from '../../model/rule.ts';
import { decodeBase58 } from '../../rules/base58.ts';

const ALPHABETS = {
  hex: /^(?:[0-9a-f]+|[0-9A-F]+)$/,
  base32: /^(?:[a-z2-7]+|[A-Z2-7]+)$/,
  base36: /^(?:[a-z0-9]+|[A-Z0-9]+)$/,
  base58: /^[1-9A-HJ-NP-Za-km-z]+$/,
  base62: /^[0-9A-Za-z]+$/,
  base64url: /^[0-9A-Za-z_-]+$/,
} as const satisfies Record<Alphabet, RegExp>;

/** The form of the rule that a body has; undefined if the issuer is not known to make such bodies. */
export function issuedFormOf(body: string, rule: Rule): IssuedForm | undefined {
  return rule.shape.issued.find((form) => fits(body, form));
}

/**
 * True for the form that the issuer makes by default, at its usual length (97 of 100 Nouvel keys have the longer of two),
 * and for one with a start of its own. Ids of databases have the other forms by chance: of 21 random characters 11 %
 * are 16 bytes in base58.
 */
export function isUsual(body: string, form: IssuedForm, rule: Rule): boolean {
  return form.startsWith !== undefined || (form === rule.shape.issued[0] && body.length === form.lengths[1]);
}

/** Recognises bodies that prove themselves, compiled once for a rule. */
export interface Proof {
  /** Lengths of such bodies, longest first. */
  readonly lengths: readonly number[];
  test(body: string): boolean;
}

/** Compiles the forms of a rule that are marked `proof`. */
export function createProof(rule: Rule): Proof {
  const forms = rule.shape.issued.filter(({ proof }) => proof === true);
  const lengths = forms.flatMap(({ lengths: [least, most] }) =>
    Array.from({ length: most - least + 1 }, (_, i) => least + i),
  );
  return {
    lengths: lengths.sort((a, b) => b - a),
    test: (body) => forms.some((form) => fits(body, form)),
  };
}

function fits(body: string, form: IssuedForm): boolean {
  const [least, most] = form.lengths;
  if (body.length < least || body.length > most) return false;
  if (form.startsWith !== undefined && !body.startsWith(form.startsWith)) return false;
  if (!ALPHABETS[form.alphabet].test(body)) return false;
  if (form.alphabet !== 'base58') return true;
  // Every one of 50,000 made keys of 16 bytes had both cases; an identifier or a hash in one case has not.
  const bothCases = /[a-z]/.test(body) && /[A-Z]/.test(body);
  return bothCases && (form.bytes === undefined || decodeBase58(body)?.length === form.bytes);
}

/** True if a body is written in hexadecimal digits of one case. */
export function isHex(body: string): boolean {
  return ALPHABETS.hex.test(body);
}

/** The `[shape]` of a rule file: what bodies a key may have, and which of them the issuer is known to make. */
import type { Alphabet, IssuedForm, Shape } from '../model/rule.ts';
import { CHARACTERS, isAlphabet, tryIssuedBody } from './body.ts';
import { seededBytes } from './random.ts';
import {
  type Fields,
  FLAG,
  type Kind,
  need,
  RANGE,
  refuseUnknown,
  ruleError,
  TABLES,
  TEXT,
  WHOLE,
  type Where,
  want,
} from './schema.ts';

const ALPHABET: Kind<Alphabet> = {
  expected: `one of ${Object.keys(CHARACTERS).join(', ')}`,
  test: (value): value is Alphabet => typeof value === 'string' && isAlphabet(value),
};

/**
 * @param body fewest and most characters that the rule's regex takes behind its prefix
 * Errors: `bad-rule`, also for lengths that the regex never has and for forms that no body has.
 */
export function readShape(fields: Fields, body: readonly [number, number], at: Where): Shape {
  const where = { ...at, table: 'shape' };
  refuseUnknown(fields, ['alphabet', 'minLength', 'maxLength', 'issued'], where);
  const alphabet = need(fields, 'alphabet', ALPHABET, where);
  const minLength = need(fields, 'minLength', WHOLE, where);
  const maxLength = need(fields, 'maxLength', WHOLE, where);
  if (maxLength < minLength)
    throw ruleError(where, 'maxLength', `expected at least minLength, ${minLength}, found ${maxLength}`);
  const [least, most] = body;
  if (maxLength < least || minLength > most) {
    const problem = `the regex takes ${least} to ${most} characters behind the prefix, the shape ${minLength} to ${maxLength}`;
    throw ruleError(where, 'minLength', problem, 'no key can have both');
  }
  const forms = want(fields, 'issued', TABLES, [], where);
  const issued = forms.map((form, i) => readForm(form, { ...at, table: `shape.issued[${i + 1}]` }));
  return { alphabet, minLength, maxLength, issued };
}

function readForm(fields: Fields, where: Where): IssuedForm {
  refuseUnknown(fields, ['alphabet', 'lengths', 'bytes', 'startsWith', 'proof'], where);
  const alphabet = need(fields, 'alphabet', ALPHABET, where);
  if (fields['bytes'] !== undefined && alphabet !== 'base58')
    throw ruleError(where, 'bytes', `expected with base58 only, found with ${alphabet}`);
  const proof = want(fields, 'proof', FLAG, false, where);
  if (proof && fields['bytes'] === undefined)
    throw ruleError(where, 'proof', 'expected with bytes only: what cannot be checked proves nothing');
  const form: IssuedForm = {
    alphabet,
    lengths: need(fields, 'lengths', RANGE, where),
    ...(fields['bytes'] === undefined ? {} : { bytes: need(fields, 'bytes', WHOLE, where) }),
    ...(fields['startsWith'] === undefined ? {} : { startsWith: readStart(fields, alphabet, where) }),
    ...(proof ? { proof } : {}),
  };
  // Made, not reckoned: what the generator cannot make, no example could show either.
  if (tryIssuedBody(form, seededBytes(1)) !== undefined) return form;
  const made = form.bytes === undefined ? alphabet : `${alphabet} of ${form.bytes} bytes`;
  throw ruleError(where, 'lengths', `no ${made} has ${form.lengths.join(' to ')} characters`);
}

function readStart(fields: Fields, alphabet: Alphabet, where: Where): string {
  const start = need(fields, 'startsWith', TEXT, where);
  const foreign = [...start].find((character) => !CHARACTERS[alphabet].includes(character));
  if (foreign === undefined) return start;
  throw ruleError(where, 'startsWith', `expected characters of ${alphabet}, found “${foreign}”`);
}

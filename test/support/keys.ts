/** Made-up keys for tests: the same for the same number, never written out. */
import type { Alphabet, Rule } from '../../src/model/rule.ts';
import { bodyOf, issuedBody } from '../../src/rules/body.ts';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { seededBytes } from '../../src/rules/random.ts';

function builtin(provider: string): Rule {
  const rule = BUILTIN_RULES.find((one) => one.provider === provider);
  if (rule === undefined) throw new Error(`no rule for ${provider}`);
  return rule;
}

export const NOUVEL = builtin('nouvel');
export const NOHUMAN = builtin('nohuman');

/** A key as Nouvel issues them: base58 of 16 bytes. */
export function nouvelKey(number = 1): string {
  const [form] = NOUVEL.shape.issued;
  if (form === undefined) throw new Error('Nouvel has issued forms');
  return NOUVEL.prefix + issuedBody(form, seededBytes(number));
}

/** A body of independent characters behind Nohuman's prefix. */
export function nohumanKey(number = 1, alphabet: Alphabet = 'base62', length = 24): string {
  return NOHUMAN.prefix + bodyOf(alphabet, length, seededBytes(number));
}

/** A made-up key of any rule: of its first issued form, or of independent characters. */
export function keyOf({ prefix, shape }: Rule, number = 1): string {
  const [form] = shape.issued;
  const length = Math.max(shape.minLength, Math.min(32, shape.maxLength));
  const alphabet = shape.alphabet === 'base64url' ? 'base62' : shape.alphabet;
  return (
    prefix + (form ? issuedBody(form, seededBytes(number)) : bodyOf(alphabet, length, seededBytes(number)))
  );
}

/** Examples of rule files: templates, so that the files hold nothing that looks like a key. */
import type { Alphabet, Rule } from '../model/rule.ts';
import { bodyOf, CHARACTERS, issuedBody } from './body.ts';
import type { RandomBytes } from './random.ts';

/** A rule with what its file says must be found and must not be. */
export interface RuleWithExamples {
  readonly rule: Rule;
  readonly examples: readonly string[];
  readonly negativeExamples: readonly string[];
}

/** Fills in `{base58:22}` (an alphabet and a length) and `{issued:1}` (the first issued form of the rule). */
export function fillExample(template: string, rule: Rule, random: RandomBytes): string {
  return template.replace(/\{(\w+):(\d+)\}/g, (written, name: string, number: string) => {
    if (name === 'issued') {
      const form = rule.shape.issued[Number(number) - 1];
      return form === undefined ? written : issuedBody(form, random);
    }
    return isAlphabet(name) ? bodyOf(name, Number(number), random) : written;
  });
}

function isAlphabet(name: string): name is Alphabet {
  return Object.hasOwn(CHARACTERS, name);
}

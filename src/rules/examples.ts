/** Examples of rule files: templates, so that the files hold nothing that looks like a key. */
import type { Rule } from '../model/rule.ts';
import { bodyOf, isAlphabet, issuedBody } from './body.ts';
import type { RandomBytes } from './random.ts';

/** A rule with what its file says must be found and must not be. */
export interface RuleWithExamples {
  readonly rule: Rule;
  readonly examples: readonly string[];
  readonly negativeExamples: readonly string[];
}

/** `{base58:22}`, `{issued:1}`: a name and a number. */
const BLANK = /\{(\w+):(\d+)\}/g;
/** Longer than any key: an example may show that a run of 200 characters is none. */
const MOST_CHARACTERS = 4096;

/** Fills in `{base58:22}` (an alphabet and a length) and `{issued:1}` (the first issued form of the rule). */
export function fillExample(template: string, rule: Rule, random: RandomBytes): string {
  return template.replace(BLANK, (written, name: string, number: string) => {
    return fillBlank(name, Number(number), rule, random) ?? written;
  });
}

/** The first blank of a template that stands for nothing; undefined if all can be filled in. */
export function unknownBlank(template: string, rule: Rule): string | undefined {
  const wrong = [...template.matchAll(BLANK)].find(([, name = '', number]) => {
    const size = Number(number);
    if (name === 'issued') return rule.shape.issued[size - 1] === undefined;
    return !isAlphabet(name) || size < 1 || size > MOST_CHARACTERS;
  });
  return wrong?.[0];
}

function fillBlank(name: string, number: number, rule: Rule, random: RandomBytes): string | undefined {
  if (isAlphabet(name)) return bodyOf(name, number, random);
  const form = name === 'issued' ? rule.shape.issued[number - 1] : undefined;
  return form === undefined ? undefined : issuedBody(form, random);
}

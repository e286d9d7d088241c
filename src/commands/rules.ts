/** `leakward rules list|check|test|export`. */

import { createDetector } from '../detect/detector.ts';
import { UserError } from '../model/error.ts';
import type { Rule } from '../model/rule.ts';
import { readRuleFiles } from '../policy/disk.ts';
import { fillExample, type RuleWithExamples } from '../rules/examples.ts';
import { exportRules } from '../rules/export/export.ts';
import { adversarialTexts } from '../rules/lint.ts';
import { seededBytes } from '../rules/random.ts';
import type { CallOf } from './call.ts';
import { rulesetOf } from './policy.ts';

/** Milliseconds for all adversarial texts. A pattern that takes longer would slow every scan. */
const MAX_TIME = 2000;

export async function list(call: CallOf<'rules list'>): Promise<number> {
  const { rules } = await rulesetOf(call);
  const lines = rules.map(({ id, prefix, shape, severity, description }) =>
    [id, `${prefix}{${shape.minLength}-${shape.maxLength}}`, severity, description].join('  '),
  );
  await call.io.say(`${lines.join('\n')}\n`);
  return 0;
}

export async function check(call: CallOf<'rules check'>): Promise<number> {
  for (const { rule } of await loaded(call)) {
    const pattern = new RegExp(rule.regex, 'g');
    const begun = performance.now();
    for (const text of adversarialTexts(rule.regex)) for (const _ of text.matchAll(pattern));
    if (performance.now() - begun > MAX_TIME) {
      throw new UserError('bad-rule', `${rule.id}: “regex”: takes too long over adversarial text`);
    }
    await call.io.say(`${rule.id}: right\n`);
  }
  return 0;
}

/** Exit code 1 if an example is missed or a negative one is found. */
export async function test(call: CallOf<'rules test'>): Promise<number> {
  const failures = (await loaded(call)).flatMap(testRule);
  await call.io.say(
    failures.length === 0 ? 'every example is found, no negative one is\n' : failures.join(''),
  );
  return failures.length === 0 ? 0 : 1;
}

async function loaded({ arguments: { file }, io }: CallOf<'rules check'>): Promise<RuleWithExamples[]> {
  return await readRuleFiles(file, io.cwd);
}

/** What is wrong with a rule's examples, a line each. */
export function testRule({ rule, examples, negativeExamples }: RuleWithExamples): string[] {
  const detector = createDetector({ rules: [rule], hash: '' });
  const random = seededBytes(1);
  const isFound = (template: string): boolean => {
    const bytes = Buffer.from(fillExample(template, rule, random));
    return detector
      .detect({ origin: { kind: 'stdin', path: 'example' }, bytes })
      .some(({ confidence }) => confidence !== 'low');
  };
  return [
    ...examples
      .filter((template) => !isFound(template))
      .map((template) => `${rule.id}: examples: not found: ${template}\n`),
    ...negativeExamples
      .filter(isFound)
      .map((template) => `${rule.id}: negativeExamples: found: ${template}\n`),
  ];
}

export async function exportTo(call: CallOf<'rules export'>): Promise<number> {
  const { to } = call.options;
  if (to === undefined)
    throw new UserError('bad-usage', 'export to which tool?', { hint: '--to gitleaks, for example' });
  const { rules } = await rulesetOf(call);
  await call.io.out(exportRules(chosen(rules, call.options.rule), to));
  return 0;
}

function chosen(rules: readonly Rule[], ids: readonly string[]): readonly Rule[] {
  const known = rules.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new UserError('bad-usage', 'no rule has the id that --rule names', {
      hint: `one of ${known.join(', ')}`,
    });
  return ids.length === 0 ? rules : rules.filter(({ id }) => ids.includes(id));
}

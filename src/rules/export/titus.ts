/**
 * titus' rule files (github.com/praetorian-inc/titus, pkg/rule): Nosey Parker's form. Only one rule is read from a
 * file, and a file that is given takes the place of the built-in rules. Keys are sent nowhere without `--validate`.
 */
import { UserError } from '../../model/error.ts';
import type { Rule } from '../../model/rule.ts';
import { keyPattern, patternOf } from './patterns.ts';
import { yamlText } from './yaml.ts';

/** @throws bad-usage if there is more than one rule */
export function exportTitus(rules: readonly Rule[]): string {
  const [rule, ...more] = rules;
  if (rule === undefined || more.length > 0) {
    const id = rule?.id ?? '<id>';
    throw new UserError('bad-usage', 'titus reads one rule per file', {
      hint: `leakward rules export --to titus --rule ${id} > ${id}.yml`,
    });
  }
  const { id, description, body, entropy } = patternOf(rule);
  return [
    '# Rule of leakward for titus: titus scan --rules <this file> --output :memory: <path>',
    'rules:',
    `  - name: ${yamlText(description)}`,
    `    id: ${yamlText(`leakward.${id}`)}`,
    `    pattern: ${yamlText(keyPattern(body))}`,
    `    min_entropy: ${entropy}`,
    '',
  ].join('\n');
}

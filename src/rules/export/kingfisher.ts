/** kingfisher's rule files (github.com/mongodb/kingfisher, docs/RULES.md). No validation block: it would send the keys. */
import type { Rule } from '../../model/rule.ts';
import { keyPattern, patternOf } from './patterns.ts';
import { yamlText } from './yaml.ts';

const HEAD =
  '# Rules of leakward for kingfisher:\n# kingfisher scan --rules-path <this file> --load-builtins=false --no-validate <path>\n';

export function exportKingfisher(rules: readonly Rule[]): string {
  return `${HEAD}rules:\n${rules.map(entry).join('')}`;
}

function entry(rule: Rule): string {
  const { id, description, body, entropy } = patternOf(rule);
  return [
    `  - name: ${yamlText(description)}`,
    `    id: ${yamlText(`leakward.${id}`)}`,
    `    pattern: ${yamlText(keyPattern(body))}`,
    `    min_entropy: ${entropy}`,
    '    confidence: high',
    '',
  ].join('\n');
}

/** kingfisher's rule files (github.com/mongodb/kingfisher, docs/RULES.md). No validation block: it would send the keys. */
import type { Rule } from '../../model/rule.ts';
import { patternOf } from './patterns.ts';
import { yamlText } from './yaml.ts';

export function exportKingfisher(rules: readonly Rule[]): string {
  return `# Rules of leakward for kingfisher: kingfisher scan --rules-path <this file> --no-validate\nrules:\n${rules.map(entry).join('')}`;
}

function entry(rule: Rule): string {
  const { id, description, body, entropy } = patternOf(rule);
  return [
    `  - name: ${yamlText(description)}`,
    `    id: ${yamlText(`leakward.${id}`)}`,
    `    pattern: ${yamlText(`(?:^|[^A-Za-z0-9_-])(${body})(?:[^A-Za-z0-9_-]|$)`)}`,
    `    min_entropy: ${entropy}`,
    '    confidence: high',
    '',
  ].join('\n');
}

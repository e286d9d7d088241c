/** trufflehog's custom detectors (docs.trufflesecurity.com, “Custom detectors”). No verify URL: it would get the keys. */
import type { Rule } from '../../model/rule.ts';
import { keywordOf, patternOf } from './patterns.ts';
import { yamlText } from './yaml.ts';

export function exportTrufflehog(rules: readonly Rule[]): string {
  return `# Rules of leakward for trufflehog: trufflehog filesystem --config <this file> --no-verification\ndetectors:\n${rules.map(detector).join('')}`;
}

function detector(rule: Rule): string {
  const { id, body, entropy } = patternOf(rule);
  return [
    `  - name: ${id}`,
    '    keywords:',
    `      - ${yamlText(keywordOf(rule))}`,
    '    regex:',
    `      key: ${yamlText(`(?:^|[^A-Za-z0-9_-])(${body})(?:[^A-Za-z0-9_-]|$)`)}`,
    `    entropy: ${entropy}`,
    '',
  ].join('\n');
}

/** trufflehog's custom detectors (docs.trufflesecurity.com, “Custom detectors”). No verify URL: it would get the keys. */
import type { Rule } from '../../model/rule.ts';
import { keyPattern, keywordOf, patternOf } from './patterns.ts';
import { yamlText } from './yaml.ts';

/** Without the list of detectors, the tool's own ones run as well. */
const HEAD =
  '# Rules of leakward for trufflehog:\n# trufflehog filesystem --config <this file> --include-detectors=CustomRegex --no-verification <path>\n';

export function exportTrufflehog(rules: readonly Rule[]): string {
  return `${HEAD}detectors:\n${rules.map(detector).join('')}`;
}

function detector(rule: Rule): string {
  const { id, body, entropy } = patternOf(rule);
  return [
    `  - name: ${id}`,
    '    keywords:',
    `      - ${yamlText(keywordOf(rule))}`,
    '    regex:',
    `      key: ${yamlText(keyPattern(body))}`,
    `    entropy: ${entropy}`,
    '',
  ].join('\n');
}

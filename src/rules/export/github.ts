/**
 * GitHub's custom patterns, for secret scanning and push protection (docs.github.com, “Defining custom patterns”).
 * There is no upload for files: each block is one form to fill in. The syntax is Hyperscan's.
 */
import type { Rule } from '../../model/rule.ts';
import { BEFORE, patternOf } from './patterns.ts';

export function exportGithub(rules: readonly Rule[]): string {
  return rules.map(block).join('\n');
}

function block(rule: Rule): string {
  const { description, body } = patternOf(rule);
  return [
    `Pattern name:    ${description}`,
    `Secret format:   ${body}`,
    `Before secret:   \\A|${BEFORE}`,
    'After secret:    \\z|[^0-9A-Za-z_]',
    'Push protection: enable after a dry run',
    '',
  ].join('\n');
}

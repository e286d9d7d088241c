/** gitleaks' and betterleaks' TOML (github.com/gitleaks/gitleaks, README, “Configuration”). */
import { stringify } from 'smol-toml';
import type { Rule } from '../../model/rule.ts';
import { keywordOf, patternOf } from './patterns.ts';

/** `useDefault` keeps the tool's own rules. */
export function exportGitleaks(rules: readonly Rule[]): string {
  return `# Rules of leakward for gitleaks: gitleaks dir --config <this file>\n${stringify({ extend: { useDefault: true }, rules: rules.map(ruleOf) })}`;
}

export function exportBetterleaks(rules: readonly Rule[]): string {
  return exportGitleaks(rules)
    .replaceAll('gitleaks dir', 'betterleaks dir')
    .replace('for gitleaks', 'for betterleaks');
}

function ruleOf(rule: Rule) {
  const { id, description, body, entropy } = patternOf(rule);
  return {
    id,
    description,
    regex: `(?:^|[^A-Za-z0-9_-])(${body})(?:[^A-Za-z0-9_-]|$)`,
    secretGroup: 1,
    entropy,
    keywords: [keywordOf(rule)],
  };
}

/**
 * gitleaks' TOML (github.com/gitleaks/gitleaks, README, “Configuration”) and betterleaks' (github.com/betterleaks/
 * betterleaks, docs/config.md). betterleaks 2 refuses `entropy` and `secretGroup`; `filter` is read from 1.7 on. In
 * both, the first group is the secret.
 */
import { stringify } from 'smol-toml';
import type { Rule } from '../../model/rule.ts';
import { keyPattern, keywordOf, type Pattern, patternOf } from './patterns.ts';

const ALONE = '# Only these rules run. To keep the own rules of the tool: [extend] with useDefault = true';

export function exportGitleaks(rules: readonly Rule[]): string {
  return [
    '# Rules of leakward for gitleaks: gitleaks dir --config <this file> <path>',
    ALONE,
    gitleaksRules(rules),
  ].join('\n');
}

export function exportBetterleaks(rules: readonly Rule[]): string {
  return [
    '# Rules of leakward for betterleaks 2: betterleaks filesystem --config <this file> <path>',
    '# betterleaks 1.7 and later: betterleaks dir --config <this file> <path>; before 1.7, export for gitleaks',
    ALONE,
    stringify({
      rules: rules.map(patternOf).map((pattern) => ({
        ...ruleOf(pattern),
        filter: `entropy(finding["secret"]) < ${pattern.entropy}`,
      })),
    }),
  ].join('\n');
}

/** The rules as gitleaks reads them, below whatever a caller puts in front. */
export function gitleaksRules(rules: readonly Rule[]): string {
  return stringify({
    rules: rules.map(patternOf).map((pattern) => ({
      ...ruleOf(pattern),
      secretGroup: 1,
      entropy: pattern.entropy,
    })),
  });
}

function ruleOf({ id, description, body, rule }: Pattern) {
  return { id, description, regex: keyPattern(body), keywords: [keywordOf(rule)] };
}

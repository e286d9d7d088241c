/** GitLab's ruleset with a passthrough of gitleaks rules (docs.gitlab.com, “Customize analyzer rulesets”). */
import { stringify } from 'smol-toml';
import type { Rule } from '../../model/rule.ts';
import { providerNames } from '../kinds.ts';
import { gitleaksRules } from './gitleaks.ts';

/** For `.gitlab/secret-detection-ruleset.toml`. It replaces the analyzer's file, so its own rules are asked for. */
export function exportGitlab(rules: readonly Rule[]): string {
  const passthrough = [
    { type: 'raw', target: 'gitleaks.toml', value: `[extend]\nuseDefault = true\n\n${gitleaksRules(rules)}` },
  ];
  return `# For .gitlab/secret-detection-ruleset.toml\n${stringify({ secrets: { description: `${providerNames(rules)} keys`, passthrough } })}`;
}

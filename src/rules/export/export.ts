/** Teaches the scanners that an organisation already runs our key kinds. */
import type { Rule } from '../../model/rule.ts';
import { exportGithub } from './github.ts';
import { exportGitlab } from './gitlab.ts';
import { exportBetterleaks, exportGitleaks } from './gitleaks.ts';
import { exportKingfisher } from './kingfisher.ts';
import { exportTitus } from './titus.ts';
import { exportTrufflehog } from './trufflehog.ts';

const EXPORTERS = {
  github: exportGithub,
  gitleaks: exportGitleaks,
  betterleaks: exportBetterleaks,
  trufflehog: exportTrufflehog,
  kingfisher: exportKingfisher,
  titus: exportTitus,
  gitlab: exportGitlab,
} as const satisfies Record<string, (rules: readonly Rule[]) => string>;

export type Tool = keyof typeof EXPORTERS;

/** The rules in another tool's own form, as text to write to its file. */
export function exportRules(rules: readonly Rule[], tool: Tool): string {
  return EXPORTERS[tool](rules);
}

/** Keys that a user names one by one on standard input, as findings. */
import { fingerprintOf, sha256 } from '../detect/fingerprint.ts';
import { isOneKey, ruleOfKey } from '../keys/own-key.ts';
import { UserError } from '../model/error.ts';
import type { Finding, OwnKey } from '../model/finding.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { Secret } from '../model/secret.ts';

const MOST_LENGTH = 512;

/** One key a line; the prefix says whose it is. Errors: `bad-usage` naming the line, not the text. */
export function findingsOfKeys(text: string, { rules }: Ruleset, ownKeys: readonly OwnKey[]): Finding[] {
  const known = new Map(ownKeys.map((own) => [own.sha256, own]));
  const findings: Finding[] = [];
  let at = 0;
  for (const [i, line] of text.split('\n').entries()) {
    const key = line.trim();
    const rule = key === '' ? undefined : checkedRule(key, i + 1, rules);
    if (rule !== undefined) findings.push(findingOf(key, { line: i + 1, at }, rule, known.get(sha256(key))));
    at += line.length + 1;
  }
  if (findings.length === 0)
    throw new UserError('bad-usage', 'no keys on standard input', { hint: 'one a line' });
  return findings;
}

function checkedRule(key: string, line: number, rules: Ruleset['rules']): Rule {
  const rule = ruleOfKey(key, rules);
  const where = `line ${line} on standard input`;
  if (rule === undefined || key.length < 8) {
    throw new UserError('bad-usage', `${where} is no key of a known kind`, {
      hint: `known prefixes are ${rules.map(({ prefix }) => prefix).join(', ')}`,
    });
  }
  if (isOneKey(key, rules) && key.length <= MOST_LENGTH) return rule;
  throw new UserError('bad-usage', `${where} holds more than a key`, {
    hint: 'one key a line, without quotes, commas and names',
  });
}

function findingOf(
  key: string,
  { line, at }: { readonly line: number; readonly at: number },
  rule: Ruleset['rules'][number],
  own: OwnKey | undefined,
): Finding {
  const secret = new Secret(key, rule.prefix.length);
  const { redacted } = secret;
  return {
    fingerprint: fingerprintOf(rule.id, key),
    ruleId: rule.id,
    provider: rule.provider,
    secret,
    confidence: 'high',
    score: 100,
    reasons: [{ part: own === undefined ? 'context' : 'own', points: 100, text: 'given as a key' }],
    attribution: own === undefined ? 'context' : 'own',
    location: { path: 'stdin', startLine: line, startColumn: 1, endLine: line, endColumn: 1 + key.length },
    span: { start: at, end: at + key.length },
    origin: { kind: 'stdin', path: 'stdin' },
    encoding: [],
    syntax: 'line',
    exposure: [],
    environments: [],
    excerpt: { text: redacted, start: 0, length: redacted.length },
    ...(own && { own }),
  };
}

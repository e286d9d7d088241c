/** Keys that a user names one by one on standard input, as findings. */
import { fingerprintOf, sha256 } from '../detect/fingerprint.ts';
import { UserError } from '../model/error.ts';
import type { Finding, OwnKey } from '../model/finding.ts';
import type { Ruleset } from '../model/rule.ts';
import { Secret } from '../model/secret.ts';
import { ruleOfKey } from '../scan/own-key.ts';

/** One key a line; the prefix says whose it is. Errors: `bad-usage` naming the line, not the text. */
export function findingsOfKeys(text: string, { rules }: Ruleset, ownKeys: readonly OwnKey[]): Finding[] {
  const known = new Map(ownKeys.map((own) => [own.sha256, own]));
  const findings = text.split(/\r?\n/).flatMap((line, i) => {
    const key = line.trim();
    if (key === '') return [];
    const rule = ruleOfKey(key, rules);
    // What has other characters is no token, and could not stand in a header.
    if (rule === undefined || !/^[\x21-\x7e]{8,512}$/.test(key)) {
      throw new UserError('bad-usage', `line ${i + 1} on standard input is no key of a known kind`, {
        hint: `known prefixes are ${rules.map(({ prefix }) => prefix).join(', ')}`,
      });
    }
    const own = known.get(sha256(key));
    return [findingOf(key, i + 1, rule, own)];
  });
  if (findings.length === 0)
    throw new UserError('bad-usage', 'no keys on standard input', { hint: 'one a line' });
  return findings;
}

function findingOf(
  key: string,
  line: number,
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
    span: { start: 0, end: key.length },
    origin: { kind: 'stdin', path: 'stdin' },
    encoding: [],
    exposure: [],
    excerpt: { text: redacted, start: 0, length: redacted.length },
    ...(own && { own }),
  };
}

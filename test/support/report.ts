/** Reports for the tests of the formats. Keys are joined at run time, so that no file holds one. */
import { fingerprintOf } from '../../src/detect/fingerprint.ts';
import type { Finding } from '../../src/model/finding.ts';
import { statusOf } from '../../src/model/policy.ts';
import type { Commit, Report, Result, RuleInfo } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { resultOf as plain } from '../../src/scan/scanned.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** A key-shaped text, another one for each number, the same every time. */
export function keyOf(number: number, prefix = 'nvl'): string {
  let state = (number + 1) * 2654435761;
  const body = Array.from({ length: 22 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ALPHABET[(state >>> 8) % ALPHABET.length];
  });
  return `${prefix}_${body.join('')}`;
}

export const NOUVEL: RuleInfo = {
  id: 'nouvel-api-key',
  provider: 'nouvel',
  providerName: 'Nouvel',
  description: 'Nouvel API key',
  severity: 'critical',
  variable: 'NOUVEL_API_KEY',
  references: ['https://docs.nouvel.ai/authentication'],
};

export const NOHUMAN: RuleInfo = {
  id: 'nohuman-api-key',
  provider: 'nohuman',
  providerName: 'Nohuman AI',
  description: 'Nohuman AI API key',
  severity: 'critical',
  variable: 'NOHUMAN_API_KEY',
  references: [],
};

export const COMMIT: Commit = {
  sha: '0123456789abcdef0123456789abcdef01234567',
  author: 'Ada Example',
  email: 'ada@example.com',
  date: '2026-01-02T03:04:05+01:00',
  summary: 'Add the client',
};

/** A finding of a key at a path; what else matters is given. */
export function findingOf(key: string, path = 'src/client.ts', given: Partial<Finding> = {}): Finding {
  const rule = BUILTIN_RULES.find(({ prefix }) => key.startsWith(prefix)) ?? NOUVEL;
  const secret = new Secret(key, key.indexOf('_') + 1);
  const before = 'const key = "';
  return {
    fingerprint: fingerprintOf(rule.id, key),
    ruleId: rule.id,
    provider: rule.provider,
    secret,
    confidence: 'high',
    score: 90,
    reasons: [
      { part: 'shape', points: 40, text: '22 base58 characters that decode to 16 bytes' },
      { part: 'randomness', points: 50, text: 'reads as random text' },
    ],
    attribution: 'shape',
    location: { path, startLine: 12, startColumn: 14, endLine: 12, endColumn: 14 + key.length },
    span: { start: 200, end: 200 + key.length },
    origin: { kind: 'file', path },
    encoding: [],
    syntax: 'assignment',
    exposure: [],
    environments: [],
    excerpt: { text: `${before}${secret.redacted}";`, start: before.length, length: secret.redacted.length },
    ...given,
  };
}

export function resultOf(finding: Finding, given: Partial<Result> = {}): Result {
  return { ...plain(finding), ...given };
}

export function reportOf(given: Partial<Report> = {}): Report {
  const { results = [], coverage } = given;
  const incomplete = coverage?.skipped.some(({ kind }) => kind === 'unread') ?? false;
  return {
    tool: { name: 'leakward', version: '1.2.3' },
    status: statusOf(results, incomplete),
    source: { kind: 'files', target: '.' },
    rules: [NOHUMAN, NOUVEL],
    coverage: { files: 3, blobs: 0, commits: 0, bytes: 4321, skipped: [], notes: [] },
    results,
    suppressed: [],
    stale: [],
    lowConfidence: 0,
    samples: 0,
    ...given,
  };
}

/** A report with `count` findings, each of its own key in its own file. */
export function manyFindings(count: number): Report {
  const results = Array.from({ length: count }, (_, i) => resultOf(findingOf(keyOf(i), `src/file-${i}.ts`)));
  return reportOf({ results });
}

/** One report with everything that a report can hold. */
import type { Finding } from '../../src/model/finding.ts';
import type { Report, Result } from '../../src/model/report.ts';
import { COMMIT, findingOf, keyOf, reportOf, resultOf } from './report.ts';

/** Every key that the full report is about. */
export const KEYS = [
  ...[0, 1, 2, 3, 4, 5, 6].map((i) => keyOf(i)),
  keyOf(7, 'nh'),
  keyOf(8, 'nh'),
  keyOf(9, 'nh'),
] as const;

/** Text that quotes keys, as the subject of a commit may. */
const QUOTING = `rotate ${keyOf(0)} and (${keyOf(7, 'nh')})`;

export function fullReport(): Report {
  return reportOf({
    source: { kind: 'history', target: `repo-${keyOf(1)}` },
    coverage: {
      files: 0,
      blobs: 1234,
      commits: 56,
      bytes: 7_654_321,
      skipped: [
        { kind: 'unread', path: `private/${keyOf(2)}.txt`, reason: 'permission denied' },
        { kind: 'excluded', path: 'vendor/big.bin', reason: 'larger than --max-bytes' },
      ],
      notes: ['the clone is shallow: deepened by 50 commits'],
    },
    results: [...active(), ...judgedOtherwise()],
    suppressed: [
      resultOf(findingOf(keyOf(6), 'test/fixture.ts'), {
        suppression: {
          kind: 'ignore-file',
          reason: `disarmed, was ${keyOf(6)}`,
          until: '2027-01-01',
          where: '.leakwardignore:3',
        },
      }),
    ],
    stale: [
      { where: '.leakwardignore:9', why: 'expired', text: 'nouvel-api-key:0123456789ab until:2025-01-01' },
    ],
    lowConfidence: 4,
    samples: 2,
  });
}

/** An own, active key in three places, found in the history. */
function active(): readonly Result[] {
  const key = keyOf(0);
  const own: Finding = findingOf(key, `keys/${key}.env`, {
    attribution: 'own',
    encoding: ['utf-16le', 'base64'],
    exposure: ['tracked-env-file', 'public-variable'],
    own: {
      ruleId: 'nouvel-api-key',
      sha256: '0'.repeat(64),
      start: key.slice(0, 8),
      length: key.length,
      label: 'ci-prod',
      owner: 'video team',
      expires: '2027-05-01',
    },
  });
  return [
    resultOf(own, {
      commit: { ...COMMIT, summary: QUOTING, author: `Ada ${keyOf(1)}` },
      blob: 'f'.repeat(40),
      reachable: false,
      sharedBy: ['production', 'staging'],
      occurrences: [
        { location: findingOf(key, 'old/client.ts').location, commit: COMMIT, blob: 'e'.repeat(40) },
      ],
      verdict: {
        state: 'active',
        reason: 'accepted',
        detail: `the provider lists models for ${key}`,
        permissions: ['models:read'],
        undetermined: ['generate'],
        plan: 'team',
        checkedAt: '2026-11-24T12:00:00Z',
      },
      revocation: { state: 'manual', reason: 'handed over to the video team', at: '2026-11-24T12:01:00Z' },
    }),
    resultOf(findingOf(key, 'src/other.ts')),
  ];
}

function judgedOtherwise(): readonly Result[] {
  return [
    resultOf(findingOf(keyOf(1), 'src/shape.ts')),
    resultOf(findingOf(keyOf(7, 'nh'), 'src/context.ts', { attribution: 'context' })),
    resultOf(findingOf(keyOf(2), 'src/none.ts', { attribution: 'none', confidence: 'medium', score: 55 })),
    resultOf(
      findingOf(keyOf(9, 'nh'), 'data/table.csv', {
        attribution: 'none',
        confidence: 'medium',
        score: 55,
        syntax: 'table',
      }),
    ),
    resultOf(findingOf(keyOf(8, 'nh'), 'src/foreign.ts', { attribution: 'foreign', confidence: 'medium' })),
    resultOf(findingOf(keyOf(3), 'src/sample.ts', { attribution: 'sample' })),
    resultOf(findingOf(keyOf(4), 'src/split.ts', { encoding: ['split'] })),
    resultOf(findingOf(keyOf(5), 'src/dead.ts'), {
      verdict: {
        state: 'inactive',
        reason: 'refused',
        detail: 'the provider answers 401',
        permissions: [],
        undetermined: [],
        checkedAt: '2026-11-24T12:00:00Z',
      },
    }),
  ];
}

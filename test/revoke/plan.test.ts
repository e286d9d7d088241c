import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import type { PlanInput } from '../../src/revoke/plan.ts';
import { isRunning } from '../../src/revoke/running.ts';
import type { KeyState } from '../../src/revoke/state.ts';
import { nouvelKey } from '../support/keys.ts';
import { findingOf } from '../support/report.ts';
import { BY_HAND, ownFinding, planFor } from '../support/revoking.ts';
import { directoryOf } from '../support/run.ts';

const KEY = nouvelKey(61);
const METHOD = { methodOf: () => BY_HAND };

function leftOf(finding: ReturnType<typeof findingOf>, given: Partial<PlanInput>): string[] {
  const plan = planFor([finding], join(directoryOf(), 'journal.jsonl'), { ...METHOD, ...given });
  return plan.steps.length > 0 ? ['planned'] : plan.left.map(({ why }) => why);
}

test.each([
  ['none', {}, 'attributed', 'unattributed'],
  ['foreign', {}, 'attributed', 'unattributed'],
  ['shape', { encoding: ['split'] }, 'attributed', 'unattributed'],
  ['shape', {}, 'attributed', 'planned'],
  ['context', {}, 'attributed', 'planned'],
  ['none', {}, 'all', 'planned'],
  ['foreign', {}, 'all', 'planned'],
  ['sample', {}, 'all', 'unattributed'],
] as const)(
  'with --unowned a key of attribution %s %o, asked about %s, is %s',
  (attribution, more, scope, why) => {
    const finding = findingOf(KEY, 'a.ts', { attribution, ...more });
    expect(leftOf(finding, { unowned: true, scope })).toEqual([why]);
  },
);

const DEAD: KeyState = { kind: 'ended', state: 'revoked', reason: 'r', at: '2026-01-01T00:00:00Z' };

test.each([
  ['nothing', 'ended'],
  ['unknown', 'ended'],
  ['inactive', 'inactive'],
  ['active', 'planned'],
] as const)('a key that the journal has as dead, and the provider says %s of, is %s', (state, why) => {
  const finding = ownFinding(KEY);
  const verdict: Verdict = {
    state: state === 'nothing' ? 'unknown' : state,
    reason: 'accepted',
    detail: '',
    permissions: [],
    undetermined: [],
    checkedAt: '2026-01-02T00:00:00Z',
  };
  const verdicts = new Map(state === 'nothing' ? [] : [[finding.fingerprint, verdict]]);
  expect(leftOf(finding, { states: new Map([[finding.fingerprint, DEAD]]), verdicts })).toEqual([why]);
});

test('a run of this very process id has ended: ids come again, in containers each time', () => {
  const at = '2026-01-01T00:00:00Z';
  const open = { kind: 'open', run: 'r', host: 'here', step: 'calling', at } as const;
  const now = new Date('2026-01-01T01:00:00Z');
  expect(isRunning({ ...open, pid: process.pid }, 'here', now)).toBe(false);
  expect(isRunning({ ...open, pid: process.ppid }, 'here', now)).toBe(true);
  expect(isRunning({ ...open, pid: process.ppid }, 'elsewhere', now)).toBe(false);
  // The clock was ahead when it crashed.
  expect(isRunning({ ...open, pid: process.ppid }, 'here', new Date('2025-12-31T00:00:00Z'))).toBe(false);
  // Another program has the id since.
  expect(isRunning({ ...open, pid: process.ppid }, 'here', new Date('2026-01-01T03:00:00Z'))).toBe(false);
});

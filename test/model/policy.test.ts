import { describe, expect, test } from 'vitest';
import type { Attribution, Confidence, Finding, Syntax } from '../../src/model/finding.ts';
import { outcomeOf, statusOf } from '../../src/model/policy.ts';
import { findingOf, keyOf, resultOf } from '../support/report.ts';

const OWN_PLACES = ['assignment', 'header', 'string', 'line'] as const satisfies readonly Syntax[];
const INSIDE = ['text', 'table', 'log'] as const satisfies readonly Syntax[];

const outcome = (attribution: Attribution, syntax: Syntax, confidence: Confidence = 'medium'): string =>
  outcomeOf(findingOf(keyOf(1), 'a', { attribution, syntax, confidence }));

describe('random text without an issuer', () => {
  test.each(OWN_PLACES)('fails as %s', (syntax) => {
    expect(outcome('none', syntax)).toBe('fail');
  });

  test.each(INSIDE)('only warns inside a %s', (syntax) => {
    expect(outcome('none', syntax)).toBe('warn');
    const results = [resultOf(findingOf(keyOf(1), 'a', { attribution: 'none', syntax }))];
    expect(statusOf(results, false)).toBe('clean');
  });
});

test.each([...OWN_PLACES, ...INSIDE])('what has an issuer does not depend on being a %s', (syntax) => {
  const outcomes = (['own', 'shape', 'context', 'foreign', 'sample'] as const).map((one) =>
    outcome(one, syntax),
  );
  expect(outcomes).toEqual(['fail', 'fail', 'fail', 'warn', 'note']);
});

test('a split key warns and an inactive one is a note, wherever they are', () => {
  const split: Partial<Finding> = { attribution: 'none', encoding: ['split'], syntax: 'line' };
  expect(outcomeOf(findingOf(keyOf(1), 'a', split))).toBe('warn');
  const checkedAt = '2026-11-24T12:00:00Z';
  const verdict = { reason: 'refused', detail: '', permissions: [], undetermined: [], checkedAt } as const;
  expect(outcomeOf(findingOf(keyOf(1)), { ...verdict, state: 'inactive' })).toBe('note');
});

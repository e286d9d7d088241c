import { expect, test } from 'vitest';
import { addCoverage, isIncomplete, NO_COVERAGE, withNotes, withSkipped } from '../../src/model/coverage.ts';

const unread = { kind: 'unread', path: 'a', reason: 'damaged' } as const;
const excluded = { kind: 'excluded', path: 'b', reason: 'too large' } as const;

test.each([
  ['nothing left out', [], false],
  ['left out as was asked', [excluded], false],
  ['not read', [excluded, unread], true],
])('is incomplete where something that should have been read was not: %s', (_, skipped, expected) => {
  expect(isIncomplete(withSkipped(NO_COVERAGE, skipped))).toBe(expected);
});

test('adds counts, and keeps what each part says in order', () => {
  const one = withNotes({ ...NO_COVERAGE, files: 1, blobs: 2, commits: 3, bytes: 4, skipped: [unread] }, [
    'first',
  ]);
  const other = withNotes({ ...NO_COVERAGE, files: 10, bytes: 40, skipped: [excluded] }, ['second']);
  expect(addCoverage(one, other)).toEqual({
    ...{ files: 11, blobs: 2, commits: 3, bytes: 44 },
    skipped: [unread, excluded],
    notes: ['first', 'second'],
  });
  expect(addCoverage()).toEqual(NO_COVERAGE);
});

import { expect, test } from 'vitest';
import { compileKeywords, deriveKeywords } from '../../src/detect/keywords.ts';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';

const BUILTIN = BUILTIN_RULES.map(({ prefix }) => prefix);

test('what is compiled in is what would be derived', () => {
  const { forms, tables } = compileKeywords(BUILTIN);
  const derived = deriveKeywords(BUILTIN);
  expect(forms).toEqual(derived.forms);
  expect({ ...tables, bytes: [...tables.bytes] }).toEqual({
    ...derived.tables,
    bytes: [...derived.tables.bytes],
  });
});

test.each([[[...BUILTIN, 'acme_']], [[...BUILTIN].reverse()], [BUILTIN.slice(1)]])(
  'other keywords are derived: %s',
  (keywords) => {
    expect(compileKeywords(keywords)).toEqual(deriveKeywords(keywords));
  },
);

import { expect, test } from 'vitest';
import { parseChanges } from '../../src/git/changes.ts';

const [ZERO, ONE, TWO] = ['0', '1', '2'].map((digit) => digit.repeat(40));

test.each([
  [
    'added',
    `:000000 100644 ${ZERO} ${ONE} A\0new.js\0`,
    [{ path: 'new.js', mode: '100644', before: undefined, after: ONE }],
  ],
  [
    'changed',
    `:100644 100755 ${ONE} ${TWO} M\0a b\nc\0`,
    [{ path: 'a b\nc', mode: '100755', before: ONE, after: TWO }],
  ],
  [
    'deleted',
    `:100644 000000 ${ONE} ${ZERO} D\0x\0`,
    [{ path: 'x', mode: '000000', before: ONE, after: undefined }],
  ],
  [
    'in conflict',
    `:100644 000000 ${ONE} ${ZERO} U\0x\0`,
    [{ path: 'x', mode: '000000', before: ONE, after: undefined }],
  ],
  [
    'a name that looks like a record',
    `:000000 100644 ${ZERO} ${ONE} A\0:100644\0`,
    [{ path: ':100644', mode: '100644', before: undefined, after: ONE }],
  ],
  ['nothing', '', []],
] as const)('a change of the index: %s', (_, output, changes) => {
  expect(parseChanges(output)).toEqual(changes);
});

import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { workOf } from '../../support/work.ts';

const { checkGlobs, createGlobMatcher } = await import('../../../src/sources/glob/glob.ts');

const matches = (glob: string, path: string): boolean => createGlobMatcher([glob])(path).length === 1;

/** Glob, what it matches, what it does not. */
const GLOBS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['*.log', ['a.log', 'x/y/.log'], ['a.logs', 'a.log2/b']],
  ['dist', ['dist', 'dist/a', 'x/dist/a/b'], ['distant', 'x/my-dist']],
  ['dist/', ['dist/a', 'x/dist/a'], ['distant']],
  ['/dist', ['dist', 'dist/a'], ['x/dist']],
  ['./src/a', ['src/a', 'src/a/b'], ['x/src/a']],
  ['src/*', ['src/a', 'src/a/b'], ['src', 'x/src/a']],
  ['src/*.ts', ['src/a.ts'], ['src/x/a.ts']],
  ['src/**', ['src', 'src/a', 'src/a/b'], ['srcs']],
  ['src/**/a', ['src/a', 'src/x/a', 'src/x/y/a', 'src/a/b'], ['src/xa', 'src']],
  ['**', ['a', 'a/b', '.a'], []],
  ['**/a/**/b', ['a/b', 'x/a/y/z/b'], ['b', 'a', 'xa/b']],
  ['a**b', ['ab', 'axxb'], ['a/b']],
  ['a?c', ['abc', 'x/a🔑c'], ['ac', 'a/c']],
  ['[ab]c', ['ac', 'bc'], ['cc', 'abc']],
  ['[a-c]', ['b'], ['-', 'd']],
  ['[!a-c]', ['d', '-'], ['a', 'b']],
  ['[^a]b', ['bb'], ['ab']],
  ['a[!b]c', ['axc'], ['a/c']],
  ['[]a]', [']', 'a'], ['b']],
  ['[\\]a-]', [']', 'a', '-'], ['\\']],
  ['[a', ['[a'], ['a']],
  ['{a,b}.txt', ['a.txt', 'b.txt'], ['{a,b}.txt', 'c.txt']],
  ['{a,b/{c,d*}}/e', ['a/e', 'b/c/e', 'b/dx/e'], ['b/e', 'x/a/e']],
  ['{,x}a', ['a', 'xa'], ['x']],
  ['x/{**,a}/b', ['x/a/b', 'x/q/b'], ['b']],
  ['{a}', ['{a}'], ['a']],
  ['{a,b', ['{a,b'], ['a', 'b']],
  ['a,b}', ['a,b}'], ['a']],
  ['\\*', ['*'], ['a']],
  ['a\\', ['a\\'], ['a']],
  ['(a|b)+.$^', ['(a|b)+.$^'], ['a']],
  ['!a', ['!a'], ['b']],
];

test.each(GLOBS)('%s', (glob, hits, others) => {
  expect([hits.filter((path) => !matches(glob, path)), others.filter((path) => matches(glob, path))]).toEqual(
    [[], []],
  );
});

test('several globs: the positions of those that match', () => {
  const match = createGlobMatcher(['*.ts', 'src', '*.js', 'src/a.ts']);
  expect([match('src/a.ts'), match('b.js'), match('c')]).toEqual([[0, 1, 3], [2], []]);
});

/** Names and what matches names, of few letters, so that matches are common. */
const letter = fc.constantFrom('a', 'b', '.', '-');
const name = fc.string({ unit: letter, minLength: 1, maxLength: 4 }).filter((one) => !/^\.+$/.test(one));
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const piece = fc.oneof(
  fc.constantFrom('a', 'b', '.', '-'),
  fc.constantFrom('*', '?', '[ab]', '[!a]', '[a-b]', '{a,b}', '{ab,-}', '{a*,b}', '\\a'),
);
const segment = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((all) => all.join('')) },
  { weight: 1, arbitrary: fc.constant('**') },
);
const glob = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((all) => all.join('/').replace(/\*\*+(?!\/|$)|(?<=[^/])\*\*+/g, '*'))
  .filter((one) => !/(?:^|\/)(?:\.{1,2}(?:\/|$)|-?\{[^}]*\*)/.test(one));

test('property: the same paths as picomatch matches', () => {
  fc.assert(
    fc.property(glob, path, (one, at) => {
      const pattern = one.includes('/') ? one : `**/${one}`;
      // In picomatch `a/**` matches `a` too, but `*/**` does not.
      const all = [pattern, `${pattern}/**`, pattern.replace(/(?:\/\*\*)+$/, '')];
      const expected = picomatch(all, { dot: true, posix: true })(at);
      expect([one, at, matches(one, at)]).toEqual([one, at, expected]);
    }),
    { numRuns: 3000 },
  );
});

test('property: any text is a glob, and one path after another is matched as if alone', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('a', '*', '?', '[', ']', '{', '}', ',', '\\', '/', '!'),
  });
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 5 }), fc.array(path, { maxLength: 5 }), (globs, paths) => {
      const match = createGlobMatcher(globs);
      for (const at of paths) {
        const alone = globs.flatMap((one, i) => (matches(one, at) ? [i] : []));
        expect(match(at)).toEqual(alone);
      }
    }),
  );
});

/** Each made so that a matcher which goes back takes exponential or quadratic time. */
const HOSTILE: readonly (readonly [string, (n: number) => string])[] = [
  ['stars', (n) => `${'*a'.repeat(n)}*h`],
  ['directories', (n) => `${'**/a/'.repeat(n)}b`],
  ['stars in a group', (n) => `${'{*,a*,*a}'.repeat(n)}h`],
  ['groups in groups', (n) => `${'{a*,'.repeat(n)}b${'}'.repeat(n)}h`],
];

test.each(HOSTILE)('work is at most glob times path: %s', (_, build) => {
  const paths = [...'bcdefg'].map((last, i) => `${'a'.repeat(60 + i)}${last}/${'a'.repeat(30)}`);
  const characters = paths.join('').length;
  for (const n of [10, 20, 40]) {
    const glob = build(n);
    const work = workOf(() => expect(paths.filter((at) => matches(glob, at))).toEqual([]));
    expect(work).toBeLessThan(5 * glob.length * characters);
  }
});

test('1,000 globs on one path after another do not keep what they met for ever', () => {
  const globs = Array.from({ length: 1000 }, (_, i) => `**/*${i.toString(36)}*${(i * 7).toString(36)}*-`);
  const match = createGlobMatcher(globs);
  for (let i = 0; i < 300; i++) expect(match(`${i.toString(36)}/${(i * 7919).toString(36)}`)).toEqual([]);
});

test('at most 1,000 globs, each of at most 1,000 characters', () => {
  const check = (globs: readonly string[]) => () => checkGlobs(globs, '.leakwardignore', 'bad-suppression');
  expect(check(Array.from({ length: 1000 }, () => 'a'.repeat(1000)))).not.toThrow();
  expect(check(Array.from({ length: 1001 }, () => 'a'))).toThrow(
    '.leakwardignore: 1001 globs; at most 1000 are allowed',
  );
  expect(check(['a', 'a'.repeat(1001)])).toThrow('a glob of 1001 characters');
});

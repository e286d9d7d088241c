import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellText } from '../../src/model/shell.ts';

test('a command in a hint is what a shell takes it for, whatever the names in it are', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', ' ', "'", '"', '$', '`', '(', ')', ';', '\\', '*', '~', '#', '\n'),
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const command = shellText(['printf', '%s\\0', ...words]);
      const taken = execFileSync('sh', ['-c', command], { encoding: 'utf8' });
      expect(taken.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 100 },
  );
});

test.each(['plain', 'a/b.toml', '--config', '@scope/name'])('what needs no quotes has none: %s', (word) => {
  expect(shellText([word])).toBe(word);
});

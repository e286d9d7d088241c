/** What README shows as output is what comes out; an ellipsis there leaves something out. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, leakward } from '../support/run.ts';
import { walkThrough } from '../walk-through/walk-through.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Lines of output in README's block of the console that starts with this command. */
function shownBelow(command: string): string[] {
  const [, block = ''] = README.split(`\`\`\`console\n$ ${command}`);
  const [, ...lines] = block.slice(0, block.indexOf('\n```')).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('$ '));
}

/** Lines that no line of the output fits, key by key and ellipsis by ellipsis. */
function missingFrom(output: string, shown: readonly string[]): string[] {
  const printed = output.split('\n');
  return shown.filter((line) => {
    const parts = line.split('…').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    const pattern = new RegExp(`^${parts.join('.*')}$`);
    return !printed.some((one) => pattern.test(one));
  });
}

test('a scan prints what README shows of it', () => {
  const cwd = directoryOf({ 'src/pay.ts': `import x from 'x';\nconst key = "${nouvelKey(1)}";\n` });
  const shown = shownBelow('leakward scan');
  expect(shown.length).toBeGreaterThan(7);
  expect(missingFrom(leakward(cwd, ['scan']).out, shown)).toEqual([]);
});

test('proving and revoking print what README shows of them', async () => {
  const { said } = await walkThrough();
  const output = said.map(({ text }) => text).join('\n');
  // The key and the names of branches are of that run.
  const plain = (text: string): string =>
    text.replace(/\bnvl_\w{4}/g, 'nvl_').replace(/(stands in) .*/g, '$1 branches');
  const shown = shownBelow('leakward keys add').map(plain);
  expect(shown.length).toBe(5);
  expect(missingFrom(plain(output), shown)).toEqual([]);
});

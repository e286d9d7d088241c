import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf } from '../support/run.ts';

/** What a scan of a file with a key prints on a terminal of so many columns, or into a pipe. */
async function printed(columns: number | undefined): Promise<string[]> {
  const out = new PassThrough();
  const text: Buffer[] = [];
  out.on('data', (chunk: Buffer) => text.push(chunk));
  const cwd = directoryOf({ 'src/pay.ts': `const key = '${nouvelKey(1)}';\n` });
  const outside = Object.assign(new EventEmitter(), {
    argv: ['node', 'leakward', 'scan', '.'],
    env: { HOME: cwd, PATH: process.env['PATH'], NO_COLOR: '1' },
    stdin: new PassThrough(),
    stdout: columns === undefined ? out : Object.assign(out, { isTTY: true, columns }),
    stderr: new PassThrough(),
    cwd: () => cwd,
    exit: (): never => {
      throw new Error('the process was ended');
    },
  });
  expect(await main(outside as unknown as Parameters<typeof main>[0])).toBe(1);
  return Buffer.concat(text).toString().split('\n');
}

test('a report is folded at the columns of a terminal, between words, and in a pipe not at all', async () => {
  const whole = await printed(undefined);
  expect(whole.some((line) => line.length > 80)).toBe(true);
  const folded = await printed(80);
  const long = folded.filter((line) => line.length > 80);
  // The first line of a finding names its place, and is to be copied as it is.
  expect(long.filter((line) => line.startsWith(' ') && line.trim().includes(' '))).toEqual([]);
  expect(folded.join(' ').split(/\s+/)).toEqual(whole.join(' ').split(/\s+/));
});

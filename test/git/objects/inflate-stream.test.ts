import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inflateStretch } from '../../../src/git/objects/inflate-stream.ts';
import { directoryOf } from '../../support/run.ts';

const DEFLATED = deflateSync('content');
const fileOf = (): string => join(directoryOf({ pack: DEFLATED }), 'pack');

async function inflated(from: number, to?: number): Promise<string> {
  const { chunks } = inflateStretch({ file: fileOf(), from, ...(to === undefined ? {} : { to }) });
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString();
}

test('a stretch, and one to the end of the file, are inflated', async () => {
  expect(await inflated(0, DEFLATED.length)).toBe('content');
  expect(await inflated(0)).toBe('content');
});

test.each([
  ['ends where it starts', 0, 0],
  ['ends before it starts', 4, 2],
  ['starts behind the end of the file', 5000, 4998],
])('a stretch of a damaged pack that %s is an error of zlib', async (_, from, to) => {
  await expect(inflated(from, to)).rejects.toMatchObject({ code: expect.stringMatching(/^Z_/) });
});

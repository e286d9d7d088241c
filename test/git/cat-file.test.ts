import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PIECE, readObjects } from '../../src/git/cat-file.ts';
import { directoryOf, git } from '../support/run.ts';

async function read(cwd: string, oids: readonly string[]) {
  const told: (readonly [string, number, number, boolean] | readonly [string, 'missing' | 'unread'])[] = [];
  for await (const piece of readObjects(oids, { cwd })) {
    if ('missing' in piece) told.push([piece.oid, 'missing']);
    else if ('unread' in piece) told.push([piece.oid, 'unread']);
    else told.push([piece.type, piece.at, piece.bytes.length, piece.isLast]);
  }
  return told;
}

function repository(): string {
  const cwd = directoryOf();
  git(cwd, 'init', '-q');
  return cwd;
}

function blob(cwd: string, bytes: Uint8Array): string {
  writeFileSync(join(cwd, 'file'), bytes);
  return git(cwd, 'hash-object', '-w', 'file').trim();
}

test.each([
  [0, [[0, 0, true]]],
  [1, [[0, 1, true]]],
  [PIECE, [[0, PIECE, true]]],
  [
    PIECE + 1,
    [
      [0, PIECE, false],
      [PIECE, 1, true],
    ],
  ],
  [
    2 * PIECE,
    [
      [0, PIECE, false],
      [PIECE, PIECE, true],
    ],
  ],
] as const)('an object of %i bytes comes in pieces', async (size, pieces) => {
  const cwd = repository();
  expect(await read(cwd, [blob(cwd, Buffer.alloc(size, 'x'))])).toEqual(
    pieces.map((piece) => ['blob', ...piece]),
  );
});

test('objects come in the order of their ids, and a missing one is told among them', async () => {
  const cwd = repository();
  const missing = '1'.repeat(40);
  const [one, two] = [blob(cwd, Buffer.from('one')), blob(cwd, Buffer.from('three'))];
  expect(await read(cwd, [one, missing, two, one])).toEqual([
    ['blob', 0, 3, true],
    [missing, 'missing'],
    ['blob', 0, 5, true],
    ['blob', 0, 3, true],
  ]);
});

test('many ids, more than a pipe holds', async () => {
  const cwd = repository();
  const oid = blob(cwd, Buffer.alloc(3000, 'y'));
  expect(
    await read(
      cwd,
      Array.from({ length: 5000 }, () => oid),
    ),
  ).toHaveLength(5000);
});

test('leaving early ends git, and outside of a repository the error says so', async () => {
  const cwd = repository();
  const oid = blob(cwd, Buffer.alloc(3 * PIECE));
  for await (const piece of readObjects([oid, oid, oid], { cwd })) {
    expect('missing' in piece).toBe(false);
    break;
  }
  await expect(read(directoryOf(), [oid])).rejects.toMatchObject({ code: 'not-a-repository' });
});

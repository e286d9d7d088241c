import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PIECE } from '../../../src/git/cat-file.ts';
import { streamLoose } from '../../../src/git/objects/loose-stream.ts';
import { directoryOf, git } from '../../support/run.ts';

test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])(
  'an object of %i bytes comes whole, the last piece marked',
  async (size) => {
    const content = randomBytes(size);
    const cwd = directoryOf({ file: content });
    git(cwd, 'init', '-q');
    const oid = git(cwd, 'hash-object', '-w', 'file').trim();
    const objects = join(cwd, '.git/objects');
    const parts: Buffer[] = [];
    let at = 0;
    for await (const piece of streamLoose(objects, oid)) {
      expect([piece.at, piece.size, piece.type]).toEqual([at, size, 'blob']);
      at += piece.bytes.length;
      expect(piece.isLast).toBe(at === size);
      parts.push(piece.bytes);
    }
    expect(Buffer.concat(parts).equals(content)).toBe(true);
    const file = join(objects, oid.slice(0, 2), oid.slice(2));
    chmodSync(file, 0o600);
    writeFileSync(file, readFileSync(file).subarray(0, -1));
    const readAll = async (): Promise<void> => {
      for await (const piece of streamLoose(objects, oid)) expect(piece.oid).toBe(oid);
    };
    await expect(readAll()).rejects.toMatchObject({ code: 'git-failed' });
  },
);

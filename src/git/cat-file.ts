/**
 * Objects as git reads them: one `git cat-file --batch` for any number of ids. What git hands out is hashed: an index of
 * a pack may name other content by an id, two packs may hold one id with different content, and a loose object may be
 * replaced. git trusts all of them when it reads.
 */
import { UserError } from '../model/error.ts';
import type { ObjectType } from '../model/origin.ts';
import { FORGED, startHash } from './object-id.ts';
import { type GitOptions, streamGit } from './spawn.ts';

/** Bytes of an object that come at a time. */
export const PIECE = 4 << 20;

/** An object's content, or one piece of a large one; pieces of an object follow each other in order. */
export interface Piece {
  readonly oid: string;
  readonly type: ObjectType;
  /** Bytes in the whole object. */
  readonly size: number;
  /** Offset of this piece in the object. */
  readonly at: number;
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** An id that git has no object for. */
export interface Missing {
  readonly oid: string;
  readonly missing: true;
}

/** An object that git could not read to its end, or whose content does not have its id. */
export interface Unread {
  readonly oid: string;
  readonly unread: string;
}

const HEADER = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/;
const MISSING = /^(.*) (?:missing|ambiguous)$/;

/** git maps packs into memory; left alone, all of one that holds a large object. */
const SMALL_WINDOWS = ['core.packedGitWindowSize=16m', 'core.packedGitLimit=64m'] as const;

/**
 * The objects of these ids (or revision expressions such as `HEAD:path`), in their order. Only `PIECE` bytes are in
 * memory at a time. Each object ends with its last piece, with `Missing`, or with `Unread` where its content does not
 * have the id that git gives for it: its last piece is then withheld, and what came before it is not to be relied on.
 * Throws `git-failed`, also where git finds an object damaged: what came before that object is valid.
 */
export async function* readObjects(
  oids: Iterable<string> | AsyncIterable<string>,
  options: Omit<GitOptions, 'input'>,
): AsyncGenerator<Piece | Missing | Unread, void> {
  const input = lines(oids);
  const settings = SMALL_WINDOWS;
  const reader = createReader(
    streamGit(['cat-file', '--batch', '--buffer'], { ...options, settings, input }),
  );
  for (let line = await reader.line(); line !== undefined; line = await reader.line()) {
    const missing = MISSING.exec(line);
    if (missing === null) yield* readObject(line, reader);
    else yield { oid: missing[1] ?? '', missing: true };
  }
}

async function* readObject(header: string, reader: ByteReader): AsyncGenerator<Piece | Unread, void> {
  const [, oid = '', kind, length = ''] = HEADER.exec(header) ?? [];
  if (kind === undefined) throw new UserError('git-failed', 'git cat-file answered what it never does');
  const type = kind as ObjectType;
  const size = Number(length);
  const hash = startHash(type, size, oid.length >> 1);
  for (let at = 0; at === 0 || at < size; at += PIECE) {
    const bytes = await reader.take(Math.min(PIECE, size - at));
    const isLast = at + bytes.length === size;
    hash.update(bytes);
    if (isLast && hash.digest('hex') !== oid) yield { oid, unread: FORGED };
    else yield { oid, type, size, at, bytes, isLast };
  }
  await reader.take(1);
}

/** True if no more comes of the object. */
export function isEnd(one: Piece | Missing | Unread): boolean {
  return 'missing' in one || 'unread' in one || one.isLast;
}

/** git ends at some kinds of damage; it is started again behind the object, but not for ever. */
const MOST_STARTS = 40;

/** The same where some of the objects may be damaged or missing: each of them is `Unread`. */
export async function* readDespiteDamage(
  oids: readonly string[],
  options: Omit<GitOptions, 'input'>,
): AsyncGenerator<Piece | Unread, void> {
  let done = 0;
  for (let starts = 0; done < oids.length && starts < MOST_STARTS; starts++) {
    try {
      for await (const piece of readObjects(oids.slice(done), options)) {
        if ('missing' in piece) yield { oid: piece.oid, unread: 'damaged or missing: git fsck tells more' };
        else yield piece;
        if (isEnd(piece)) done++;
      }
      if (done < oids.length) throw new UserError('git-failed', 'git cat-file ended early');
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      if (done < oids.length) yield { oid: oids[done++] ?? '', unread: 'damaged: git cannot read it either' };
    }
  }
  for (const oid of oids.slice(done)) yield { oid, unread: 'not tried: too many objects are damaged' };
}

async function* lines(oids: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Buffer> {
  let batch: string[] = [];
  for await (const oid of oids) {
    batch.push(`${oid}\n`);
    if (batch.length === 256) {
      yield Buffer.from(batch.join(''));
      batch = [];
    }
  }
  if (batch.length > 0) yield Buffer.from(batch.join(''));
}

interface ByteReader {
  /** The next line without its end; undefined at the end of the stream. */
  line(): Promise<string | undefined>;
  /** Exactly so many bytes. Throws if the stream ends before. */
  take(length: number): Promise<Buffer>;
}

function createReader(stream: AsyncGenerator<Buffer, void>): ByteReader {
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await stream.next();
    if (next.done === true) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  };
  return {
    async line() {
      let end = held.indexOf(10);
      while (end < 0) {
        if (!(await more())) return undefined;
        end = held.indexOf(10);
      }
      const text = held.toString('latin1', 0, end);
      held = held.subarray(end + 1);
      return text;
    },
    async take(length) {
      if (held.length >= length) return cut(length);
      const whole = Buffer.allocUnsafe(length);
      let filled = held.copy(whole);
      held = held.subarray(held.length);
      while (filled < length) {
        if (!(await more())) throw new UserError('git-failed', 'git cat-file ended within an object');
        const copied = held.copy(whole, filled, 0, length - filled);
        held = held.subarray(copied);
        filled += copied;
      }
      return whole;
    },
  };

  function cut(length: number): Buffer {
    const bytes = held.subarray(0, length);
    held = held.subarray(length);
    return bytes;
  }
}

/** Objects in files of their own. Format: gitformat-loose(5): `type SP size NUL content`, deflated. */
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import type { ObjectType } from '../../model/origin.ts';
import { readPlainFile } from '../plain-file.ts';

export interface LooseObject {
  readonly type: ObjectType;
  readonly bytes: Uint8Array;
}

const HEADER = /^(blob|tree|commit|tag) (\d+)$/;
const MOST_HEADER = 32;

/** Undefined if it is damaged or larger than `limit` bytes. */
export function readLoose(directory: string, oid: string, limit: number): LooseObject | undefined {
  const deflated = readPlainFile(path.join(directory, oid.slice(0, 2), oid.slice(2)), limit);
  if (deflated === undefined) return undefined;
  try {
    const whole = inflateSync(deflated, { maxOutputLength: limit + MOST_HEADER });
    const end = whole.subarray(0, MOST_HEADER).indexOf(0);
    const [, type, size] = HEADER.exec(whole.toString('latin1', 0, Math.max(0, end))) ?? [];
    const bytes = whole.subarray(end + 1);
    return type === undefined || bytes.length !== Number(size)
      ? undefined
      : { type: type as ObjectType, bytes };
  } catch {
    return undefined;
  }
}

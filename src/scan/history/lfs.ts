/** Git LFS: a pointer in place of a file, whose content lies in the local store if it was ever fetched. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { latin1 } from '../../detect/alphabet.ts';
import { type GitOptions, git } from '../../git/spawn.ts';

/** Pointers are smaller than this (git-lfs specification, docs/spec.md). */
const MOST_POINTER = 1024;
const START = 'version https://git-lfs.github.com/spec/v1\n';
const OID = /\noid sha256:([0-9a-f]{64})\n/;

export function isLfsPointer(bytes: Uint8Array): boolean {
  if (bytes.length > MOST_POINTER || bytes.length < START.length || bytes[0] !== START.charCodeAt(0))
    return false;
  return latin1(bytes, 0, START.length) === START;
}

/** True if a file with these first two bytes may be a pointer. */
export function mayBePointer(first: number, second: number): boolean {
  return first === START.charCodeAt(0) && second === START.charCodeAt(1);
}

/** SHA-256 of the content that a pointer stands for. */
export function lfsOidOf(pointer: Uint8Array): string | undefined {
  return OID.exec(latin1(pointer, 0, pointer.length))?.[1];
}

/** The local store: `lfs.storage`, from the git directory on (git-lfs-config(5)). Throws `git-failed`. */
export async function lfsStore(commonDir: string, options: GitOptions): Promise<string> {
  const args = ['config', '--type=path', '--get', 'lfs.storage'];
  const named = (await git(args, { ...options, statuses: [0, 1] })).toString().replace(/\n$/, '');
  return resolve(commonDir, named === '' ? 'lfs' : named);
}

/** The file in the local store, if it is there. */
export function lfsFile(store: string, oid: string): string | undefined {
  const file = join(store, 'objects', oid.slice(0, 2), oid.slice(2, 4), oid);
  return existsSync(file) ? file : undefined;
}

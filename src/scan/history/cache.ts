/**
 * What an earlier survey of a repository settled, kept in its git directory, so that the next one reads only what is
 * new. Packs never change under their name, objects never under their id, and everything is asked for again when a
 * rule, a key of ours or the program itself changes: there is no way from it to a wrong "clean". Holds ids only.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectDirectory } from '../../git/objects/store.ts';
import type { OwnKey } from '../../model/finding.ts';
import type { Ruleset } from '../../model/rule.ts';
import { VERSION } from '../../version.generated.ts';
import { replaceFile } from '../../state/write-file.ts';
import type { Survey } from './survey.ts';

/** What is remembered. */
export interface Remembered {
  readonly key: string;
  /** `path:size` of packs. */
  readonly packs: readonly string[];
  readonly loose: readonly string[];
  readonly suspects: readonly string[];
  readonly pointers: readonly string[];
  readonly compressed: readonly string[];
  readonly blobs: number;
  readonly commits: number;
  readonly bytes: number;
}

/** Loose objects are listed one by one; a repository with more of them wants a gc first. */
const MOST_LOOSE = 100_000;

/** Changes with everything that decides what is a suspect. */
export function cacheKey(ruleset: Ruleset, ownKeys: readonly OwnKey[]): string {
  const keys = ownKeys.map(({ sha256 }) => sha256).sort();
  return createHash('sha256')
    .update(JSON.stringify([VERSION, ruleset.hash, keys]))
    .digest('hex');
}

function fileOf(commonDir: string): string {
  return join(commonDir, 'leakward', 'history.json');
}

/** Undefined if nothing is remembered under this key. */
export function recall(commonDir: string, key: string): Remembered | undefined {
  try {
    const value = JSON.parse(readFileSync(fileOf(commonDir), 'utf8')) as Remembered;
    return value.key === key && isWhole(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Written by us, and by nobody since. */
function isWhole({ packs, loose, suspects, pointers, compressed, ...counts }: Remembered): boolean {
  const { blobs, commits, bytes } = counts;
  const lists = [packs, loose, suspects, pointers, compressed];
  return lists.every(Array.isArray) && [blobs, commits, bytes].every(Number.isSafeInteger);
}

/** What of the directories the remembered survey has not seen. */
export function unseen(
  directories: readonly ObjectDirectory[],
  known: Remembered | undefined,
): ObjectDirectory[] {
  if (known === undefined) return [...directories];
  const packs = new Set(known.packs);
  const loose = new Set(known.loose);
  return directories.map((directory) => ({
    ...directory,
    packs: directory.packs.filter(({ base }) => !packs.has(packName(base))),
    loose: directory.loose.filter((oid) => !loose.has(oid)),
  }));
}

/** True if objects have moved since, or are gone: what was counted of them then is counted again or too much now. */
export function hasMoved(directories: readonly ObjectDirectory[], known: Remembered): boolean {
  const packs = new Set(directories.flatMap((one) => one.packs.map(({ base }) => packName(base))));
  const loose = new Set(directories.flatMap((one) => one.loose));
  return known.packs.some((name) => !packs.has(name)) || known.loose.some((oid) => !loose.has(oid));
}

function packName(base: string): string {
  const size = statSync(`${base}.pack`, { throwIfNoEntry: false })?.size ?? 0;
  return `${base}:${size}`;
}

/** The remembered survey and the new one as one. */
export function joined(known: Remembered | undefined, fresh: Survey): Survey {
  if (known === undefined) return fresh;
  return {
    suspects: [...new Set([...known.suspects, ...fresh.suspects])],
    pointers: [...new Set([...known.pointers, ...fresh.pointers])],
    compressed: [...new Set([...known.compressed, ...fresh.compressed])],
    blobs: known.blobs + fresh.blobs,
    commits: known.commits + fresh.commits,
    bytes: known.bytes + fresh.bytes,
    skipped: fresh.skipped,
    byGit: fresh.byGit,
  };
}

/** Keeps a survey that read everything. A repository that cannot be written to is read again the next time. */
export function remember(
  commonDir: string,
  key: string,
  directories: readonly ObjectDirectory[],
  { suspects, pointers, compressed, blobs, commits, bytes, skipped }: Survey,
): void {
  const loose = directories.flatMap((directory) => directory.loose);
  if (skipped.length > 0 || loose.length > MOST_LOOSE) return;
  const packs = directories.flatMap((directory) => directory.packs.map(({ base }) => packName(base)));
  const value: Remembered = { key, packs, loose, suspects, pointers, compressed, blobs, commits, bytes };
  const file = fileOf(commonDir);
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    replaceFile(file, JSON.stringify(value), 0o666);
  } catch {
    // Nothing is lost but time.
  }
}

/** Where a repository's objects lie: packs and loose files, its own and those of its alternates. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readPlainFile } from '../plain-file.ts';
import { realPath } from '../real-path.ts';

export interface PackFile {
  /** Absolute, without its ending. */
  readonly base: string;
  readonly hasIndex: boolean;
}

/** A directory of objects. */
export interface ObjectDirectory {
  readonly path: string;
  readonly packs: readonly PackFile[];
  /** Lower-case hex ids. */
  readonly loose: readonly string[];
  /** Made by a partial clone: objects that it promises may be missing. */
  readonly isPartial: boolean;
  /** What of it could not be listed: an alternate that is not there, a directory without permission. */
  readonly lost: readonly string[];
  /** Of the repository's own directory: how many alternates are named beyond those that are read. */
  readonly unfollowed?: number;
}

/** git ends at 6 alternates of alternates; what it does not follow may be read all the same. */
const MOST_DEPTH = 10;

/** A repository has a few alternates. A hostile one names millions. */
export const MAX_DIRECTORIES = 1000;

const INHERITED = new RegExp(`"(?:[^"\\\\]|\\\\.)*"|[^${path.delimiter}]+`, 'g');

/** Object directories that git was given to read besides its own. A path that holds the separator is quoted (git(1)). */
export function inheritedObjects(env: Readonly<Record<string, string | undefined>>): string[] {
  return (env['GIT_ALTERNATE_OBJECT_DIRECTORIES']?.match(INHERITED) ?? []).map(unquoted);
}

/**
 * The object directory and its alternates, each once, whatever the paths by which it is named.
 *
 * @param extra directories that the environment adds
 */
export function listObjectDirectories(objects: string, extra: readonly string[] = []): ObjectDirectory[] {
  const seen = new Set<string>();
  let unfollowed = 0;
  const visit = (directory: string, depth: number): ObjectDirectory[] => {
    if (seen.size >= MAX_DIRECTORIES) {
      unfollowed++;
      return [];
    }
    const full = path.resolve(directory);
    const id = realPath(full) ?? full;
    if (seen.has(id)) return [];
    seen.add(id);
    const below = depth < MOST_DEPTH ? alternatesOf(full).flatMap((next) => visit(next, depth + 1)) : [];
    return [readObjectDirectory(full), ...below];
  };
  const [own, ...others] = [objects, ...extra].flatMap((directory) => visit(directory, 0));
  if (own === undefined) return [];
  return [unfollowed === 0 ? own : { ...own, unfollowed }, ...others];
}

function alternatesOf(directory: string): string[] {
  const text = readPlainFile(path.join(directory, 'info', 'alternates'))?.toString() ?? '';
  const named = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  // As git does: from where the directory really is, and then by the text of the path.
  return named.map((line) => path.resolve(realPath(directory) ?? directory, unquoted(line)));
}

/** A path with odd bytes is written as a C string, bytes that are no ASCII in octal. */
function unquoted(line: string): string {
  if (!line.startsWith('"')) return line;
  try {
    const bytes = line.replace(/\\([0-3][0-7]{2})/g, (_, code: string) => {
      return `\\u${Number.parseInt(code, 8).toString(16).padStart(4, '0')}`;
    });
    return Buffer.from(String(JSON.parse(bytes)), 'latin1').toString('utf8');
  } catch {
    return line;
  }
}

function readObjectDirectory(directory: string): ObjectDirectory {
  const pack = path.join(directory, 'pack');
  const lost: string[] = [];
  if (!existsSync(directory)) lost.push(directory);
  const files = namesIn(pack, lost);
  const has = new Set(files);
  const bases = files.filter((name) => name.endsWith('.pack')).map((name) => name.slice(0, -'.pack'.length));
  return {
    path: directory,
    packs: bases.map((base) => ({ base: path.join(pack, base), hasIndex: has.has(`${base}.idx`) })),
    loose: looseIn(directory, lost),
    isPartial: files.some((name) => name.endsWith('.promisor')),
    lost,
  };
}

const REST_OF_OID = /^(?:[0-9a-f]{38}|[0-9a-f]{62})$/;

function looseIn(directory: string, lost: string[]): string[] {
  const shards = namesIn(directory, lost).filter((name) => /^[0-9a-f]{2}$/.test(name));
  return shards.flatMap((shard) =>
    namesIn(path.join(directory, shard), lost)
      .filter((name) => REST_OF_OID.test(name))
      .map((name) => shard + name),
  );
}

function namesIn(directory: string, lost: string[]): string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') lost.push(directory);
    return [];
  }
}

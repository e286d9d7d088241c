/** What the lines between hunks say: which file is meant, and what becomes of it. */
import type { BytePath } from '../../git/byte-path.ts';

/** What a patch says of files. */
export interface PatchNames {
  /** Files whose change the patch does not hold as text; not those that it only deletes. */
  readonly binary: readonly BytePath[];
  /** Files that the patch says something of, also where no line changes. */
  readonly files: readonly BytePath[];
  /** Paths at which it puts something where nothing was, and those that it starts from. */
  readonly added: readonly BytePath[];
  readonly before: readonly BytePath[];
}

const MOVED = /^(?:rename|copy) (from|to) (.+)$/;
/** Of git, and of diff for files of which it compares no lines. */
const DIFFER = /^(?:Binary files|Files) (.+) and (.+) differ\r?$/;
/** A merge has no two sides to name (git's combine-diff.c). */
const MERGED_DIFFER = /^Binary files differ\r?$/;
const COMBINED = /^diff --(?:cc|combined) (.+)$/;
const OBJECTS = /^index [0-9a-f]+(?:,[0-9a-f]+)*\.\.[0-9a-f]+(?: \d{6})?\r?$/;
const MODE = /^(?:(?:(new|deleted) file|old|new) )?mode [\d,.]+\r?$/;
const SIMILAR = /^(?:dis)?similarity index \d+%\r?$/;

/** Reads headers in order. */
export interface NameReader {
  /** False for a line that is none. */
  read(line: string): boolean;
  /** Reads the `---` and `+++` lines before a hunk; both are missing before the further hunks of a file. */
  readPair(before: string | undefined, after: string | undefined): void;
  /** The file of the next hunk. */
  path(): BytePath;
  names(): PatchNames;
}

export function createNameReader(): NameReader {
  const binary: BytePath[] = [];
  const files = new Set<BytePath>();
  const added = new Set<BytePath>();
  const before = new Set<BytePath>();
  let path = '';
  let isDeleted = false;
  const move = (next: BytePath): void => {
    path = next;
    files.add(path);
  };
  const start = (next: BytePath): void => {
    isDeleted = false;
    move(next);
  };
  const unreadable = (name: BytePath): void => void (isDeleted || binary.push(name));
  const readDiffer = (left: string, right: string): void => {
    const [old, now] = [pathOf(left), pathOf(right)];
    if (now !== undefined) unreadable(now);
    else if (old !== undefined) files.add(old);
  };
  return {
    read(line) {
      const [, verb, name = ''] = MOVED.exec(line) ?? [];
      const [, left, right] = DIFFER.exec(line) ?? [];
      const combined = COMBINED.exec(line)?.[1];
      const mode = MODE.exec(line);
      if (line.startsWith('diff --git ')) start(pathOfHeader(line.slice('diff --git '.length)));
      else if (combined !== undefined) start(nameOf(combined));
      else if (mode?.[1] === 'new') added.add(path);
      else if (mode?.[1] === 'deleted') isDeleted = true;
      else if (verb === 'from') before.add(nameOf(name));
      else if (verb === 'to') added.add(nameOf(name));
      else if (left !== undefined && right !== undefined) readDiffer(left, right);
      else if (MERGED_DIFFER.test(line) || /^GIT binary patch\r?$/.test(line)) unreadable(path);
      else return mode !== null || OBJECTS.test(line) || SIMILAR.test(line);
      return true;
    },
    readPair(old, now) {
      const from = old === undefined ? undefined : pathOf(old.slice(4));
      if (from !== undefined) before.add(from);
      move(now === undefined ? path : (pathOf(now.slice(4)) ?? path));
      if (old !== undefined && from === undefined) added.add(path);
    },
    path: () => path,
    names: () => ({ binary, files: [...files], added: [...added], before: [...before] }),
  };
}

/** The new name in `a/name b/name`: the second half where both are the same, or what is quoted. */
function pathOfHeader(names: string): BytePath {
  const quoted = /"(?:[^"\\]|\\.)*"\r?$/.exec(names)?.[0];
  if (quoted !== undefined) return pathOf(quoted) ?? '';
  return pathOf(names.slice(Math.ceil(names.length / 2))) ?? '';
}

/** Undefined for /dev/null. */
function pathOf(name: string): BytePath | undefined {
  const path = nameOf(name);
  return path === '/dev/null' ? undefined : path.replace(/^[abciow]\//, '');
}

/** A tab ends the name: diff writes a time behind it. */
function nameOf(name: string): BytePath {
  const bare = name.replace(/\r$/, '');
  return bare.startsWith('"') ? unquote(bare) : (bare.split('\t')[0] ?? '');
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** git's C-style quoting: `"b/na\303\257ve"`. */
function unquote(quoted: string): string {
  const inner = /^"((?:[^"\\]|\\.)*)"/.exec(quoted)?.[1] ?? quoted;
  return inner.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
    /^[0-7]{3}$/.test(code) ? String.fromCharCode(Number.parseInt(code, 8) & 255) : (ESCAPES[code] ?? code),
  );
}

/** Unified diffs, as git, diff and mail write them: what each hunk adds, with the lines round it. */
import type { BytePath } from '../git/byte-path.ts';

/** The new side of a hunk. One character per byte. */
export interface Hunk {
  readonly path: BytePath;
  /** Line of the new file that the text starts with, from 1. */
  readonly start: number;
  readonly lines: readonly string[];
  /** True for each line that the patch adds. */
  readonly isAdded: readonly boolean[];
}

export interface Patch {
  readonly hunks: readonly Hunk[];
  /** Files whose change is not told as text. */
  readonly binary: readonly BytePath[];
  /** Files that the patch says something of, also where no line changes. */
  readonly files: readonly BytePath[];
  /** Paths at which it puts something where nothing was, and those that it starts from. */
  readonly added: readonly BytePath[];
  readonly before: readonly BytePath[];
  /** Files with a hunk that has fewer or more lines than its header says. */
  readonly torn: readonly BytePath[];
}

const HUNK = /^(@@+) (?:-\d+(?:,\d+)? )+\+(\d+)(?:,(\d+))? @@/;
const MOVED = /^(?:rename|copy) (from|to) (.+)$/;
const BINARY = /^Binary files (.+) and (.+) differ\r?$/;

/** Reads any text; what is no diff is passed over. @param text one character per byte */
export function parsePatch(text: string): Patch {
  const lines = text.split('\n');
  const hunks: Hunk[] = [];
  const torn: BytePath[] = [];
  const names = createNames();
  for (let i = 0; i < lines.length; ) {
    const line = lines[i++] ?? '';
    const header = HUNK.exec(line);
    if (header === null) {
      names.read(line);
      continue;
    }
    const path = names.path();
    const { isTorn, next, ...hunk } = readHunk(lines, i, header);
    hunks.push({ path, start: Number(header[2]), ...hunk });
    if (isTorn) torn.push(path);
    i = next;
  }
  return { hunks, torn, ...names.settle() };
}

/** Reads what stands between hunks: which file is meant, and what becomes of it. */
function createNames() {
  const found = { binary: [] as BytePath[], files: new Set<BytePath>() };
  const added = new Set<BytePath>();
  const before = new Set<BytePath>();
  let path = '';
  let isNew = false;
  const move = (next: BytePath): void => {
    path = next;
    found.files.add(path);
    if (isNew) added.add(path);
  };
  const read = (line: string): void => {
    const [, verb, name = ''] = MOVED.exec(line) ?? [];
    const differs = BINARY.exec(line);
    if (line.startsWith('diff --git ')) {
      isNew = false;
      move(pathOfHeader(line.slice('diff --git '.length)));
    } else if (line.startsWith('new file mode ')) added.add(path);
    else if (line.startsWith('--- ')) {
      const old = pathOf(line.slice(4));
      isNew = old === undefined;
      if (old !== undefined) before.add(old);
    } else if (line.startsWith('+++ ')) move(pathOf(line.slice(4)) ?? path);
    else if (verb === 'from') before.add(nameOf(name));
    else if (verb === 'to') added.add(nameOf(name));
    else if (differs !== null) found.binary.push(pathOf(differs[2] ?? '') ?? pathOf(differs[1] ?? '') ?? '');
    else if (/^GIT binary patch\r?$/.test(line)) found.binary.push(path);
  };
  const settle = (): Omit<Patch, 'hunks' | 'torn'> => ({
    binary: found.binary,
    files: [...found.files],
    added: [...added],
    before: [...before],
  });
  return { read, path: () => path, settle };
}

/**
 * Reads as many lines as the header says, so that a line of text that looks like a header is none. Lines that are added
 * behind them are read all the same.
 */
function readHunk(
  lines: readonly string[],
  from: number,
  [, marks = '@@', , count]: readonly string[],
): { lines: string[]; isAdded: boolean[]; isTorn: boolean; next: number } {
  const parents = marks.length - 1;
  const kept: string[] = [];
  const isAdded: boolean[] = [];
  const wanted = count === undefined ? 1 : Number(count);
  let next = from;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (line.startsWith('\\')) continue;
    const signs = line.slice(0, parents);
    // Mail programs strip the blank of an empty context line.
    if (line !== '' && line !== '\r' && !/^[ +-]+$/.test(signs)) break;
    if (signs.includes('-')) continue;
    const isMore = signs.includes('+') && !line.startsWith('+++ ');
    if (kept.length >= wanted && !isMore) break;
    kept.push(line.slice(parents));
    isAdded.push(signs.includes('+'));
  }
  return { lines: kept, isAdded, isTorn: kept.length !== wanted, next };
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

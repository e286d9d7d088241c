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
}

const HUNK = /^(@@+) (?:-\d+(?:,\d+)? )+\+(\d+)(?:,(\d+))? @@/;
const BINARY = /^Binary files (.+) and (.+) differ\r?$/;

/** Reads any text; what is no diff is passed over. @param text one character per byte */
export function parsePatch(text: string): Patch {
  const lines = text.split('\n');
  const hunks: Hunk[] = [];
  const binary: BytePath[] = [];
  let path = '';
  for (let i = 0; i < lines.length; ) {
    const line = lines[i++] ?? '';
    const differs = BINARY.exec(line);
    if (line.startsWith('diff --git ')) path = pathOfHeader(line.slice('diff --git '.length));
    else if (line.startsWith('+++ ')) path = pathOf(line.slice(4)) ?? path;
    else if (differs !== null) binary.push(pathOf(differs[2] ?? '') ?? pathOf(differs[1] ?? '') ?? '');
    else if (/^GIT binary patch\r?$/.test(line)) binary.push(path);
    else {
      const header = HUNK.exec(line);
      if (header === null) continue;
      const hunk = readHunk(lines, i, header);
      hunks.push({ path, start: Number(header[2]), ...hunk });
      i = hunk.next;
    }
  }
  return { hunks, binary };
}

/** Reads as many lines as the header says, so that a line of text that looks like a header is none. */
function readHunk(
  lines: readonly string[],
  from: number,
  [, marks = '@@', , count]: readonly string[],
): { lines: string[]; isAdded: boolean[]; next: number } {
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
    if (line !== '' && !/^[ +-]+$/.test(signs)) break;
    if (signs.includes('-')) continue;
    if (kept.length === wanted) break;
    kept.push(line.slice(parents));
    isAdded.push(signs.includes('+'));
  }
  return { lines: kept, isAdded, next };
}

/** The new name in `a/name b/name`: the second half where both are the same, or what is quoted. */
function pathOfHeader(names: string): BytePath {
  const quoted = /"(?:[^"\\]|\\.)*"\r?$/.exec(names)?.[0];
  if (quoted !== undefined) return pathOf(quoted) ?? '';
  return pathOf(names.slice(Math.ceil(names.length / 2))) ?? '';
}

/** Undefined for /dev/null. A tab ends the name: diff writes a time behind it. */
function pathOf(name: string): BytePath | undefined {
  const bare = name.replace(/\r$/, '');
  const path = bare.startsWith('"') ? unquote(bare) : (bare.split('\t')[0] ?? '');
  return path === '/dev/null' ? undefined : path.replace(/^[abciow]\//, '');
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

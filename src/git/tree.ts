/** Trees: what a commit's directories hold. */
import type { BytePath } from './byte-path.ts';
import type { Repository } from './repository.ts';
import { git } from './spawn.ts';

export interface TreeFile {
  readonly mode: string;
  readonly oid: string;
  readonly path: BytePath;
}

/** Old tools wrote a leading zero; git reads it. */
const TREE_MODE = /^0?40000$/;

/** All files, links and submodules of a commit or tree; empty if there is none yet. Throws `git-failed`. */
export async function listTree(repository: Pick<Repository, 'git'>, treeish: string): Promise<TreeFile[]> {
  const exists = await git(['rev-parse', '--verify', '--quiet', `${treeish}^{object}`], {
    ...repository.git,
    statuses: [0, 1],
  });
  if (exists.length === 0) return [];
  const output = await git(['ls-tree', '-r', '-z', '--full-tree', treeish], repository.git);
  return output
    .toString('latin1')
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => {
      const tab = record.indexOf('\t');
      const [mode = '', , oid = ''] = record.slice(0, tab).split(' ');
      return { mode, oid, path: record.slice(tab + 1) };
    });
}

/** An entry of a tree object. */
export interface ObjectEntry {
  readonly name: BytePath;
  readonly oid: string;
  readonly isTree: boolean;
}

/** Entries of a tree object: `mode SP name NUL id`, repeated. */
export function entriesInTree(bytes: Uint8Array, oidBytes: number): ObjectEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ObjectEntry[] = [];
  for (let at = 0; at < buffer.length; ) {
    const space = buffer.indexOf(' ', at);
    const end = buffer.indexOf(0, space);
    if (space < 0 || end < 0) break;
    const next = end + 1 + oidBytes;
    entries.push({
      name: buffer.toString('latin1', space + 1, end),
      oid: buffer.toString('hex', end + 1, next),
      isTree: TREE_MODE.test(buffer.toString('latin1', at, space)),
    });
    at = next;
  }
  return entries;
}

/** Names in a tree object. */
export function namesInTree(bytes: Uint8Array, oidBytes: number): BytePath[] {
  return entriesInTree(bytes, oidBytes).map(({ name }) => name);
}

/** Trees: what a commit's directories hold. */
import type { BytePath } from './byte-path.ts';
import type { Repository } from './repository.ts';
import { git } from './spawn.ts';

export interface TreeFile {
  readonly mode: string;
  readonly oid: string;
  readonly path: BytePath;
}

/** All files, links and submodules of a commit or tree; empty if there is none yet. Throws `git-failed`. */
export async function listTree(repository: Repository, treeish: string): Promise<TreeFile[]> {
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

/** Names in a tree object: `mode SP name NUL id`, repeated. */
export function namesInTree(bytes: Uint8Array, oidBytes: number): BytePath[] {
  const text = Buffer.from(bytes).toString('latin1');
  const names: BytePath[] = [];
  for (let at = 0; at < text.length; ) {
    const space = text.indexOf(' ', at);
    const end = text.indexOf('\0', space);
    if (space < 0 || end < 0) break;
    names.push(text.slice(space + 1, end));
    at = end + 1 + oidBytes;
  }
  return names;
}

/** Every ref with the object it names. */
export async function listRefs(repository: Repository): Promise<{ name: string; oid: string }[]> {
  const output = await git(['for-each-ref', '--format=%(objectname) %(refname)'], repository.git);
  return output
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ oid: line.slice(0, line.indexOf(' ')), name: line.slice(line.indexOf(' ') + 1) }));
}

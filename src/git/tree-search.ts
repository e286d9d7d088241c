/** Looks for blobs in trees, level by level, each tree once: tips of a repository share most of theirs. */
import { UserError } from '../model/error.ts';
import { type BytePath, decodePath } from './byte-path.ts';
import { readObjects } from './cat-file.ts';
import type { Repository } from './repository.ts';
import { git } from './spawn.ts';
import { entriesInTree } from './tree.ts';

export interface TreeSearch {
  /** Paths of wanted blobs in one of the trees that were asked for; of very many the first hundred. */
  pathsIn(tree: string): readonly string[];
  /** What could not be looked at. */
  readonly notes: readonly string[];
}

const MOST_PATHS = 100;
/** A tree may be as wide and deep as its author likes. */
const MOST_TREES = 500_000;
const MOST_DEPTH = 200;

/** What the search keeps of a tree. */
interface Kept {
  readonly files: readonly BytePath[];
  readonly below: readonly { readonly name: BytePath; readonly oid: string }[];
}

/** @param revisions as git knows trees: `<commit>^{tree}` */
export async function findInTrees(
  repository: Repository,
  revisions: readonly string[],
  blobs: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<TreeSearch> {
  const kept = new Map<string, Kept>();
  const roots = new Map<string, string>();
  const notes: string[] = [];
  let next: readonly string[] = revisions;
  let lost = 0;
  try {
    for (let depth = 0; next.length > 0 && depth < MOST_DEPTH && kept.size < MOST_TREES; depth++) {
      const below = new Set<string>();
      let at = 0;
      for await (const { oid, bytes } of readTrees(repository, next, signal)) {
        if (depth === 0 && oid !== undefined) roots.set(next[at] ?? '', oid);
        at++;
        if (oid === undefined || bytes === undefined) {
          if (depth > 0) lost++;
          continue;
        }
        const tree = keep(bytes, repository.oidBytes, blobs);
        kept.set(oid, tree);
        for (const one of tree.below) below.add(one.oid);
      }
      next = [...below].filter((oid) => !kept.has(oid));
    }
    lost += await countLost(
      repository,
      revisions.filter((revision) => !roots.has(revision)),
      signal,
    );
    if (next.length > 0) notes.push('trees that are very many or very deep were not looked at to their ends');
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof UserError)) throw error;
    notes.push(`some trees could not be read: ${error.message}`);
  }
  if (lost > 0) notes.push(`${lost} missing trees: what they hold is not known`);
  return { notes, pathsIn: pathFinder(kept, roots) };
}

/** Trees in the order asked for; without bytes what is missing or no tree, such as that of a tag on a blob. */
async function* readTrees(
  repository: Repository,
  revisions: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<{ readonly oid?: string; readonly bytes?: Buffer }> {
  let pieces: Buffer[] = [];
  for await (const piece of readObjects(revisions, { ...repository.git, signal })) {
    if ('missing' in piece || 'unread' in piece) {
      pieces = [];
      yield {};
      continue;
    }
    pieces.push(piece.bytes);
    if (!piece.isLast) continue;
    yield piece.type === 'tree' ? { oid: piece.oid, bytes: Buffer.concat(pieces) } : {};
    pieces = [];
  }
}

/** Of revisions without a tree, those that are no tags on blobs. */
async function countLost(
  repository: Repository,
  revisions: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  if (revisions.length === 0) return 0;
  const peeled = revisions.map((revision) => `${revision.replace(/\^\{tree\}$/, '^{}')}\n`);
  const options = { ...repository.git, signal, input: Buffer.from(peeled.join('')) };
  const output = await git(['cat-file', '--batch-check=%(objecttype)'], options);
  const types = output.toString('latin1').split('\n');
  return types.filter((type) => type !== '' && type !== 'blob').length;
}

function keep(bytes: Buffer, oidBytes: number, blobs: ReadonlySet<string>): Kept {
  const files: BytePath[] = [];
  const below: { name: BytePath; oid: string }[] = [];
  for (const { name, oid, isTree } of entriesInTree(bytes, oidBytes)) {
    if (isTree) below.push({ name, oid });
    else if (blobs.has(oid)) files.push(name);
  }
  return { files, below };
}

/** Walks only where something is, so that a tree which holds itself under many names costs no more than its paths. */
function pathFinder(
  kept: ReadonlyMap<string, Kept>,
  roots: ReadonlyMap<string, string>,
): TreeSearch['pathsIn'] {
  const holding = holdingTrees(kept);
  const collect = (oid: string, before: BytePath, into: string[]): void => {
    const tree = holding.has(oid) ? kept.get(oid) : undefined;
    for (const name of tree?.files ?? []) if (into.length < MOST_PATHS) into.push(decodePath(before + name));
    for (const one of tree?.below ?? [])
      if (into.length < MOST_PATHS) collect(one.oid, `${before}${one.name}/`, into);
  };
  return (revision) => {
    const root = roots.get(revision);
    const paths: string[] = [];
    if (root !== undefined) collect(root, '', paths);
    return paths;
  };
}

/** Trees with a wanted blob in them or below: from the trees that have one up to those that hold them. */
function holdingTrees(kept: ReadonlyMap<string, Kept>): ReadonlySet<string> {
  const parents = new Map<string, string[]>();
  for (const [oid, { below }] of kept) {
    for (const child of below) {
      const known = parents.get(child.oid);
      if (known === undefined) parents.set(child.oid, [oid]);
      else known.push(oid);
    }
  }
  const pending = [...kept].filter(([, { files }]) => files.length > 0).map(([oid]) => oid);
  const holding = new Set(pending);
  for (let oid = pending.pop(); oid !== undefined; oid = pending.pop()) {
    for (const parent of parents.get(oid) ?? []) {
      if (holding.has(parent)) continue;
      holding.add(parent);
      pending.push(parent);
    }
  }
  return holding;
}

/** Where objects came in: commits and paths of the blobs, and of names, that hold findings. */
import { type BytePath, decodePath } from '../../git/byte-path.ts';
import { readLog } from '../../git/log.ts';
import type { Repository } from '../../git/repository.ts';
import { git } from '../../git/spawn.ts';
import type { Commit } from '../../model/report.ts';

/** A path at which an object stood, and the commit that put it there first. */
export interface Put {
  readonly path: string;
  readonly commit: Commit;
  /** Counts the passes' commits from the newest; a larger one is older. */
  readonly age: number;
  readonly isReachable: boolean;
}

export interface Trace {
  /** Oldest first. */
  readonly puts: ReadonlyMap<string, readonly Put[]>;
  /** Names of files and directories that hold findings: paths that they are part of. */
  readonly names: ReadonlyMap<BytePath, readonly Put[]>;
  readonly commits: ReadonlyMap<string, { readonly commit: Commit; readonly isReachable: boolean }>;
}

export interface TraceRequest {
  /** Ids of blobs and commits. */
  readonly oids: ReadonlySet<string>;
  readonly names: ReadonlySet<BytePath>;
  /** Where to look, as `git log` takes it: `--all`, or a range. */
  readonly revisions: readonly string[];
  /** Look also at commits that no ref leads to. */
  readonly isWhole: boolean;
  readonly signal: AbortSignal;
}

/** Throws `git-failed`. */
export async function trace(repository: Repository, request: TraceRequest): Promise<Trace> {
  const { oids, names, revisions, isWhole, signal } = request;
  const found = createFound(oids, names);
  const seen = new Set<string>();
  const sink = found.sink(true, isWhole ? seen : undefined);
  await readLog(repository, [...revisions, '--topo-order'], sink, { signal });
  if (isWhole && found.isMissing()) {
    const lost = (await allCommits(repository, signal)).filter((sha) => !seen.has(sha));
    // One that git cannot read would end the pass before the others are seen.
    const each = ['--no-walk', '--ignore-missing', ...lost];
    if (lost.length > 0) await readLog(repository, each, found.sink(false, undefined), { signal });
  }
  return found.trace();
}

async function allCommits(repository: Repository, signal: AbortSignal): Promise<string[]> {
  const args = [
    'cat-file',
    '--batch-all-objects',
    '--unordered',
    '--batch-check=%(objecttype) %(objectname)',
  ];
  const output = await git(args, { ...repository.git, signal });
  const lines = output.toString('latin1').split('\n');
  return lines.filter((line) => line.startsWith('commit ')).map((line) => line.slice('commit '.length));
}

function createFound(oids: ReadonlySet<string>, names: ReadonlySet<BytePath>) {
  const puts = new Map<string, Map<BytePath, Put>>();
  const byName = new Map<BytePath, Map<BytePath, Put>>();
  const commits = new Map<string, { commit: Commit; isReachable: boolean }>();
  let age = 0;
  const file = <K>(into: Map<K, Map<BytePath, Put>>, key: K, path: BytePath, put: Put): void => {
    const paths = into.get(key) ?? new Map<BytePath, Put>();
    into.set(key, paths);
    // Seen later means older, but what a ref leads to outranks what none does.
    if (put.isReachable || paths.get(path)?.isReachable !== true) paths.set(path, put);
  };
  return {
    sink: (isReachable: boolean, seen: Set<string> | undefined) => ({
      commit(commit: Commit) {
        age++;
        seen?.add(commit.sha);
        if (oids.has(commit.sha)) commits.set(commit.sha, { commit, isReachable });
      },
      put(oid: string, path: BytePath, commit: Commit) {
        if (oid === '') return;
        const put = { path: decodePath(path), commit, age, isReachable };
        if (oids.has(oid)) file(puts, oid, path, put);
        if (names.size === 0) return;
        for (const part of path.split('/')) if (names.has(part)) file(byName, part, path, put);
      },
    }),
    isMissing: () =>
      [...oids].some((oid) => !puts.has(oid) && !commits.has(oid)) ||
      [...names].some((name) => !byName.has(name)),
    trace: (): Trace => ({ puts: oldestFirst(puts), names: oldestFirst(byName), commits }),
  };
}

function oldestFirst<K>(found: ReadonlyMap<K, ReadonlyMap<BytePath, Put>>): Map<K, Put[]> {
  const sorted = [...found].map(
    ([key, paths]) =>
      [
        key,
        [...paths.values()].sort((a, b) => Number(b.isReachable) - Number(a.isReachable) || b.age - a.age),
      ] as const,
  );
  return new Map(sorted);
}

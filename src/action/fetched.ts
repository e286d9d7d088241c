/** The objects of a target, fetched as data: nothing of them is ever checked out. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BRANCHES, TAGS } from '../git/refs.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import type { Skipped } from '../model/report.ts';
import { createBare } from './bare.ts';
import { caught, fetchTips } from './deepen.ts';
import { ALL_HERE, gapsOf, type Opened, type OpenOptions, openedRange, openedWhole } from './opened.ts';
import type { Range, Tip } from './range.ts';
import type { Remote } from './remote.ts';

export async function fetchWhole(head: Tip, options: OpenOptions): Promise<Opened> {
  const gitDir = await createBare(options);
  const refspecs = [BRANCHES, TAGS].map((kind) => `+${kind}*:${kind}*`);
  const failed = await caught((await options.remote()).fetch(gitDir, { refspecs }));
  const repository = await openRepository(gitDir, true);
  const opened = failed === undefined ? await openedWhole(repository, head, BRANCHES) : undefined;
  if (opened === undefined) return unopened(repository, failed ?? 'the commit to scan is on no branch');
  writeFileSync(join(gitDir, 'HEAD'), `${opened.head}\n`);
  return opened;
}

/** Commits and trees as deep as the range goes; blobs come when they are needed. */
export async function fetchRange(range: Range, options: OpenOptions): Promise<Opened> {
  const gitDir = await createBare(options);
  const found = await fetchTips(range, gitDir, options);
  const repository = await openRepository(gitDir, true);
  if (typeof found === 'string') return unopened(repository, found);
  writeFileSync(join(gitDir, 'HEAD'), `${found.tips.head}\n`);
  const gaps = [...gapsOf(range), ...found.gaps];
  const need = createNeed(gitDir, await options.remote(), gaps);
  await need(found.tips.besides.blobs);
  return openedRange(repository, found.tips, gaps, { isPartial: true, need });
}

function unopened(repository: Repository, reason: string): Opened {
  return {
    repository,
    head: undefined,
    base: undefined,
    revisions: [],
    extraOids: [],
    gaps: () => [{ kind: 'unread', path: 'history', reason }],
    ...ALL_HERE,
  };
}

/** @param gaps where it is filed that something did not come */
function createNeed(gitDir: string, remote: Remote, gaps: Skipped[]): Opened['need'] {
  const here = new Set<string>();
  return async (oids) => {
    const missing = [...new Set(oids)].filter((oid) => !here.has(oid));
    if (missing.length === 0) return;
    for (const oid of missing) here.add(oid);
    const failed = await caught(remote.fetchObjects(gitDir, missing));
    if (failed !== undefined) gaps.push({ kind: 'unread', path: 'objects', reason: failed });
  };
}

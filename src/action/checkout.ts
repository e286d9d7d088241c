/** The objects of a target in what a step has checked out. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listObjectDirectories } from '../git/objects/store.ts';
import { REMOTES } from '../git/refs.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { git } from '../git/spawn.ts';
import { UserError } from '../model/error.ts';
import { createBare } from './bare.ts';
import { ALL_HERE, gapsOf, type Opened, type OpenOptions, openedRange, openedWhole } from './opened.ts';
import type { Target, Tip } from './range.ts';
import { isCertain } from './shallow.ts';
import { tipsIn } from './tips.ts';

/** Where a clone files the branches of its origin. */
const CHECKED_OUT = `${REMOTES}origin/`;

/** What is checked out, if it has all of the target. */
export async function openWorkspace(
  target: Exclude<Target, { kind: 'nothing' }>,
  options: OpenOptions,
): Promise<Opened | undefined> {
  const { workspace } = options;
  if (workspace === undefined || !existsSync(join(workspace, '.git'))) return undefined;
  try {
    const git = { cwd: workspace, access: { repository: 'discover' } } as const;
    const [repository, tips] = await Promise.all([
      openRepository(workspace, true),
      target.kind === 'whole' ? undefined : tipsIn({ git }, target, CHECKED_OUT),
    ]);
    if (listObjectDirectories(repository.objects, []).some(({ isPartial }) => isPartial)) return undefined;
    if (target.kind === 'whole')
      return repository.isShallow ? undefined : await openWholeWorkspace(repository, target.head, options);
    if (tips === undefined) return undefined;
    const isWhole =
      !repository.isShallow || (await isCertain(repository, tips.head, tips.base, target.pull?.commits));
    return isWhole ? openedRange(repository, tips, gapsOf(target), ALL_HERE) : undefined;
  } catch (error) {
    // Of another user, damaged, or no repository at all: one of our own is made.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** A checkout whose depth was beyond all commits is not shallow, and has one branch all the same. */
async function openWholeWorkspace(
  repository: Repository,
  head: Tip,
  options: OpenOptions,
): Promise<Opened | undefined> {
  const opened = await openedWhole(repository, head, CHECKED_OUT);
  if (opened === undefined) return undefined;
  const lacking = await lackingOf(repository, options);
  if (typeof lacking === 'number') return lacking === 0 ? opened : undefined;
  const reason = `whether the checkout has all branches and tags could not be asked: ${lacking}`;
  return { ...opened, gaps: () => [{ kind: 'unread', path: 'history', reason }] };
}

/** How many of the server's branches and tags are not here, or why that cannot be told. */
async function lackingOf(repository: Repository, options: OpenOptions): Promise<number | string> {
  try {
    // Asked from a repository of ours: the settings of the checkout could send the token elsewhere.
    const gitDir = await createBare(options);
    const tips = await (await options.remote()).tips(gitDir);
    const input = Buffer.from(tips.map((oid) => `${oid}\n`).join(''));
    const output = await git(['cat-file', '--batch-check=%(objecttype)'], { ...repository.git, input });
    return output.toString('latin1').match(/ missing$/gm)?.length ?? 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

/** What a report says of alternates: object directories that a file of the repository names, so that it may name a key. */
import { holdsRandom } from '../../detect/randomness/cut.ts';
import { MAX_DIRECTORIES, type ObjectDirectory } from '../../git/objects/store.ts';
import type { Skipped } from '../../model/report.ts';

/** A run of as many characters may be a part of a key: what the traces of a key are. */
const MIN_PART = 12;

/** Where alternates are named, relative to the git directory. */
const NAMED_IN = 'objects/info/alternates';

/** One note per alternate. Paths that may hold a part of a key are counted instead. */
export function alternateNotes(directories: readonly ObjectDirectory[]): string[] {
  const { shown, hidden } = parted(directories.slice(1).map(({ path }) => path));
  const notes = shown.map((path) => `objects also come from ${path}`);
  if (hidden === 0) return notes;
  return [
    ...notes,
    `objects also come from ${hidden} directories whose paths may hold a key: ${NAMED_IN} names them`,
  ];
}

/** Object directories that could not be listed, the repository's own and its alternates. */
export function lostDirectories(directories: readonly ObjectDirectory[]): Skipped[] {
  const [own, ...alternates] = directories;
  const { shown, hidden } = parted([...new Set(alternates.flatMap(({ lost }) => lost))]);
  const gaps = [...(own?.lost ?? []), ...shown].map((path) =>
    unread(path, 'this directory of objects is not there, or may not be listed'),
  );
  const unnamed = `${hidden} directories that it names are not there, or may not be listed; their paths may hold a key`;
  if (hidden > 0) gaps.push(unread(NAMED_IN, unnamed));
  const { unfollowed = 0 } = own ?? {};
  if (unfollowed > 0)
    gaps.push(unread(NAMED_IN, `it names more than ${MAX_DIRECTORIES} directories: the rest was not read`));
  return gaps;
}

function unread(path: string, reason: string): Skipped {
  return { kind: 'unread', path, reason };
}

function parted(paths: readonly string[]): { readonly shown: readonly string[]; readonly hidden: number } {
  const shown = paths.filter((path) => !holdsRandom(path, MIN_PART));
  return { shown, hidden: paths.length - shown.length };
}

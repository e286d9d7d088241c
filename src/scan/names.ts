/** Keys in the names of files and directories: a leak that no blob holds. */
import type { Detector } from '../detect/detector.ts';
import { type BytePath, decodePath } from '../git/byte-path.ts';
import { type GitOptions, git } from '../git/spawn.ts';
import type { Finding } from '../model/finding.ts';
import { pathText } from '../model/origin.ts';
import type { Result } from '../model/report.ts';
import { resultAt, type Whereabouts } from './scanned.ts';

/** A part of a path, without slashes. */
export type Name = BytePath;

/** Adds names with findings to a map. Names that are in it already are not looked at again. */
export function collectNames(names: Iterable<Name>, detector: Detector, into: Map<Name, Finding[]>): void {
  for (const name of names) {
    if (into.has(name)) continue;
    const findings = findingsIn(name, detector);
    if (findings.length > 0) into.set(name, findings);
  }
}

function findingsIn(text: string, detector: Detector): Finding[] {
  return detector.detect({ origin: { kind: 'name', of: 'path' }, bytes: Buffer.from(text, 'latin1') });
}

/** The names with findings among the parts of these paths; all of them are looked at in one go first. */
export function namesWithin(paths: readonly BytePath[], detector: Detector): Map<Name, Finding[]> {
  const found = new Map<Name, Finding[]>();
  if (paths.length > 0 && findingsIn(paths.join('\n'), detector).length > 0)
    collectNames(new Set(paths.flatMap((path) => path.split('/'))), detector, found);
  return found;
}

/** What a key in a name is in. @param path that the name is part of, as reports show it */
export function inName({ location }: Finding, path: string): Whereabouts {
  const origin = { kind: 'name', of: 'path', path } as const;
  return { origin, location: { ...location, path: pathText(origin) } };
}

/** The findings of names, at each path that has them. Their lines and columns are those of the name by itself. */
export function resultsAt(
  paths: readonly BytePath[],
  names: ReadonlyMap<Name, readonly Finding[]>,
): Result[] {
  if (names.size === 0) return [];
  return paths.flatMap((path) =>
    path
      .split('/')
      .flatMap((name) => names.get(name) ?? [])
      .map((finding) => resultAt(finding, inName(finding, decodePath(path)))),
  );
}

/** Which of these names stand in the files of a commit; none if there is no such commit. Throws `git-failed`. */
export async function standingNames(
  names: ReadonlySet<Name>,
  commit: string,
  options: Pick<GitOptions, 'cwd' | 'gitDir' | 'access' | 'signal'>,
): Promise<Set<Name>> {
  const quiet = { ...options, statuses: [0, 1, 128] };
  const exists = await git(['rev-parse', '--verify', '--quiet', `${commit}^{commit}`], quiet);
  if (exists.length === 0) return new Set();
  const args = ['ls-tree', '-r', '-z', '--name-only', '--full-tree', exists.toString('latin1').trim()];
  const paths = (await git(args, options)).toString('latin1').split('\0');
  return new Set(paths.flatMap((path) => path.split('/')).filter((name) => names.has(name)));
}

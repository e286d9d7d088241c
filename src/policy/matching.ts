/** Which entry of `.leakwardignore` allows a finding, in work that does not grow with the number of fingerprints in it. */
import type { Finding } from '../model/finding.ts';
import type { IgnoreEntry } from '../model/suppressions.ts';
import { createGlobMatcher } from '../sources/glob/glob.ts';
import { isBelow, LEAST_DIGITS, names } from './ignore-file.ts';

type Find = (finding: Pick<Finding, 'fingerprint' | 'location'>) => number | undefined;

/** Gives the position of the first entry that meets a finding. */
export function createEntryFinder(entries: readonly IgnoreEntry[]): Find {
  const all = entries.map((entry, index) => ({ ...entry, index }));
  const directories = [...new Set(all.map(({ below = '' }) => below))];
  const finders = directories.flatMap((directory) => {
    const own = all.filter(({ below = '' }) => below === directory);
    const finds = [findByFingerprint(own), findByPath(own, directory)];
    return finds.map(
      (find): Find =>
        (one) =>
          isBelow(one.location.path, directory) ? find(one) : undefined,
    );
  });
  return (finding) => leastOf(finders.flatMap((find) => find(finding) ?? []));
}

function leastOf(indices: readonly number[]): number | undefined {
  return indices.length === 0 ? undefined : Math.min(...indices);
}

interface Indexed extends IgnoreEntry {
  readonly index: number;
}

/** Looks up every beginning of a fingerprint that an entry may be. */
function findByFingerprint(entries: readonly Indexed[]): Find {
  const first = new Map<string, number>();
  for (const { fingerprint, path, index } of entries) {
    if (fingerprint !== undefined && path === undefined && !first.has(fingerprint))
      first.set(fingerprint, index);
  }
  if (first.size === 0) return () => undefined;
  return ({ fingerprint }) => {
    const start = fingerprint.lastIndexOf(':') + 1;
    const found: number[] = [];
    for (let end = start + LEAST_DIGITS; end <= fingerprint.length; end++) {
      for (const word of [fingerprint.slice(0, end), fingerprint.slice(start, end)]) {
        const index = first.get(word);
        if (index !== undefined) found.push(index);
      }
    }
    return leastOf(found);
  };
}

/** Entries with a glob, whose number is bounded. */
function findByPath(entries: readonly Indexed[], directory: string): Find {
  const withPath = entries.filter(({ path }) => path !== undefined);
  const match = createGlobMatcher(withPath.map(({ path = '' }) => path));
  const from = directory === '' ? 0 : directory.length + 1;
  return (finding) => {
    const matched = match(finding.location.path.slice(from)).map((at) => withPath[at]);
    return matched.find((entry) => entry?.fingerprint === undefined || names(entry.fingerprint, finding))
      ?.index;
  };
}

/** Keys that several environments share. Both providers advise a key for each, so that one can be revoked alone. */
import { stageOfPath } from '../detect/environment.ts';
import { ENVIRONMENTS, type Environment } from '../model/finding.ts';
import type { Result } from '../model/report.ts';

const SIDES: ReadonlySet<Environment> = new Set(['browser', 'server']);

/** The environments of each key that has places in several, by fingerprint, in the order of `ENVIRONMENTS`. */
export function sharedKeys(results: readonly Result[]): ReadonlyMap<string, readonly Environment[]> {
  const found = new Map<string, Set<Environment>>();
  for (const result of results) {
    const { fingerprint } = result.finding;
    const all = found.get(fingerprint) ?? new Set();
    for (const one of environmentsOf(result)) all.add(one);
    found.set(fingerprint, all);
  }
  const shared = [...found].map(([key, all]) => [key, sharing(all)] as const);
  return new Map(shared.filter(([, all]) => all.length > 0));
}

function environmentsOf({ finding, occurrences }: Result): readonly Environment[] {
  const others = occurrences.map(({ location }) => stageOfPath(location.path));
  return [...finding.environments, ...others.filter((one) => one !== undefined)];
}

/** A stage and a side are no two environments: production has a server, too. */
function sharing(all: ReadonlySet<Environment>): readonly Environment[] {
  const found = ENVIRONMENTS.filter((one) => all.has(one));
  const sides = found.filter((one) => SIDES.has(one));
  const stages = found.filter((one) => !SIDES.has(one));
  return [...(stages.length > 1 ? stages : []), ...(sides.length > 1 ? sides : [])];
}

/** Asks about keys that were handed over to people, until their providers refuse them. */
import type { Result } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { NamedBases } from '../providers/api.ts';
import type { KeyState } from '../revoke/state.ts';
import { type WatchOptions, watchKeys } from '../revoke/watch.ts';
import { type Subject, subjectFinder } from '../verify/verify.ts';
import type { Deps } from './deps.ts';
import { withJournal } from './journal.ts';
import { withDoor } from './network.ts';

/** Those of the keys that a person was asked to revoke, each once. */
export function handedOver(
  results: readonly Result[],
  rules: readonly Rule[],
  states: ReadonlyMap<string, KeyState>,
): readonly Subject[] {
  const subjectOf = subjectFinder(rules);
  const waiting = results.filter(({ finding }) => states.get(finding.fingerprint)?.kind === 'handed-over');
  const subjects = waiting.flatMap(({ finding }) => subjectOf(finding) ?? []);
  return [...new Map(subjects.map((subject) => [subject.fingerprint, subject])).values()];
}

export interface WatchRequest extends Pick<WatchOptions, 'interval' | 'most' | 'onState'> {
  readonly subjects: readonly Subject[];
  readonly bases: NamedBases;
  /** Path of the journal. */
  readonly journal: string;
}

/** Those that are not proved dead when the time is over. Errors: `unwritable`, `bad-journal`. */
export async function watch(
  { subjects, journal: path, ...request }: WatchRequest,
  deps: Deps,
): Promise<readonly Subject[]> {
  return await withJournal(path, deps, (journal) =>
    withDoor(deps, (network) => watchKeys(subjects, { ...request, ...network, journal })),
  );
}

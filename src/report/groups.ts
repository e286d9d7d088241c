/** Findings of one key together: a key that stands in forty places is one thing to do. */
import type { Location } from '../model/finding.ts';
import { type Outcome, outcomeOf } from '../model/policy.ts';
import type { Commit, Report, Result } from '../model/report.ts';

/** A place where a key stands. */
export interface Place {
  readonly location: Location;
  readonly commit?: Commit;
}

/** One key. */
export interface KeyGroup {
  /** The first of the findings with the worst outcome: the one shown in full. */
  readonly lead: Result;
  readonly outcome: Outcome;
  /** Every other place, each once. */
  readonly others: readonly Place[];
}

const ORDER = { fail: 0, warn: 1, note: 2 } as const satisfies Record<Outcome, number>;

/** The keys of a report, the worst first, otherwise in the report's order. */
export function groupsOf({ results }: Pick<Report, 'results'>): readonly KeyGroup[] {
  const byKey = new Map<string, [Result, ...Result[]]>();
  for (const result of results) {
    const group = byKey.get(result.finding.fingerprint);
    if (group === undefined) byKey.set(result.finding.fingerprint, [result]);
    else group.push(result);
  }
  return [...byKey.values()].map(groupOf).toSorted((a, b) => ORDER[a.outcome] - ORDER[b.outcome]);
}

/** `fail`, `warn` or `note` of one result. */
export function resultOutcome({ finding, verdict }: Result): Outcome {
  return outcomeOf(finding, verdict);
}

function groupOf(results: readonly [Result, ...Result[]]): KeyGroup {
  const lead = results.reduce((worst, result) =>
    ORDER[resultOutcome(result)] < ORDER[resultOutcome(worst)] ? result : worst,
  );
  return { lead, outcome: resultOutcome(lead), others: othersOf(lead, results) };
}

function othersOf(lead: Result, results: readonly Result[]): readonly Place[] {
  const seen = new Set([idOf(lead)]);
  const all = results.flatMap((result): readonly Place[] => [result, ...result.occurrences]);
  return all.filter((place) => {
    const id = idOf(place);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function idOf({ location, commit }: Place): string {
  return [location.path, location.startLine, location.startColumn, commit?.sha].join('\0');
}

/** Warnings that nobody reads one by one: random text that nothing attributes, found in running text, tables and logs. */
import type { Report } from '../model/report.ts';
import type { KeyGroup } from './groups.ts';
import { printable } from './printable.ts';
import { count } from './summary.ts';
import { locationText, ruleOf } from './wording.ts';

/** Keys of this kind that are shown one by one; more are one line. */
const MOST_SINGLE = 20;

/** The keys of a report that are shown, and those that become one line: none, or more than twenty. */
export interface Folded {
  readonly shown: readonly KeyGroup[];
  readonly folded: readonly KeyGroup[];
}

/** Parts the keys, each part in the order it had. */
export function foldWarnings(groups: readonly KeyGroup[]): Folded {
  const folded = groups.filter(isUnattributed);
  if (folded.length <= MOST_SINGLE) return { shown: groups, folded: [] };
  return { shown: groups.filter((group) => !isUnattributed(group)), folded };
}

function isUnattributed({ lead, outcome }: KeyGroup): boolean {
  return outcome === 'warn' && lead.finding.attribution === 'none';
}

/** The line for the keys that are not shown; nothing if all are. */
export function foldedLine(report: Report, folded: readonly KeyGroup[]): readonly string[] {
  const [first] = folded;
  if (first === undefined) return [];
  const names = new Set(folded.map(({ lead }) => printable(ruleOf(report, lead.finding).providerName)));
  const kinds = [...names].join(' or ');
  return [
    `${count(folded.length, 'random text')} that look like ${kinds} keys, in running text, tables or logs: probably ids of another product, the first at ${locationText(first.lead)}; --format json lists all`,
  ];
}

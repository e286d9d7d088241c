/** The counts of a report, and the lines that sum it up. */
import type { Outcome } from '../model/policy.ts';
import type { Report, Skipped } from '../model/report.ts';
import { groupsOf, type KeyGroup } from './groups.ts';

/** Keys and places by outcome, and what was not read. */
export interface Summary {
  readonly keys: Readonly<Record<Outcome, number>>;
  /** Of these keys: the places that are listed, in a history also those of other paths and commits. */
  readonly places: Readonly<Record<Outcome, number>>;
  /** Keys that the provider said are active. */
  readonly active: number;
  readonly unread: readonly Skipped[];
  readonly excluded: readonly Skipped[];
  /** Of the excluded: those whose content is compressed. */
  readonly compressed: readonly Skipped[];
}

/** @param groups the report's keys, if the caller has them already */
export function summaryOf(report: Report, groups: readonly KeyGroup[] = groupsOf(report)): Summary {
  const { skipped } = report.coverage;
  return {
    keys: tally(groups, () => 1),
    places: tally(groups, ({ others }) => 1 + others.length),
    active: groups.filter(({ lead }) => lead.verdict?.state === 'active').length,
    unread: skipped.filter(({ kind }) => kind === 'unread'),
    excluded: skipped.filter(({ kind }) => kind === 'excluded'),
    compressed: skipped.filter(({ isCompressed }) => isCompressed === true),
  };
}

/** One line for the whole outcome, complete in itself: `2 leaked keys in 3 places, 1 warning`. */
export function headlineOf({ status }: Report, { keys, places, active, unread }: Summary): string {
  const found =
    keys.fail === 0
      ? 'no leaked keys'
      : `${count(keys.fail, 'leaked key')} in ${count(places.fail, 'place')}${active === 0 ? '' : ` (${active} active)`}`;
  const parts = [
    found,
    ...(keys.warn === 0 ? [] : [count(keys.warn, 'warning')]),
    ...(keys.note === 0 ? [] : [count(keys.note, 'note')]),
    ...(unread.length === 0 ? [] : [`${count(unread.length, 'path')} could not be read`]),
  ];
  const line = parts.join(', ');
  if (status === 'incomplete') return `incomplete scan: ${line}`;
  return status === 'error' ? `the scan ended with an error: ${line}` : line;
}

/** What was read, and what was not counted: `12 files, 3.4 kB, 1 allowed`. */
export function coverageOf(report: Report, { excluded, compressed }: Summary): string {
  const { files, blobs, commits, bytes } = report.coverage;
  const read = [
    ...(files > 0 || blobs === 0 ? [count(files, 'file')] : []),
    ...(blobs > 0 ? [count(blobs, 'blob')] : []),
    ...(commits > 0 ? [count(commits, 'commit')] : []),
    sizeText(bytes),
  ];
  const uncounted = [
    [report.suppressed.length, 'allowed', 'allowed'],
    [report.lowConfidence, 'candidate of low confidence', 'candidates of low confidence'],
    [report.samples, 'sample key'],
    [report.stale.length, 'stale suppression'],
    [compressed.length, 'compressed, not opened', 'compressed, not opened'],
    [excluded.length - compressed.length, 'path left out', 'paths left out'],
  ] as const;
  const rest = uncounted
    .filter(([number]) => number > 0)
    .map(([number, one, many]) => count(number, one, many));
  return [...read, ...rest].join(', ');
}

/** `1 file`, `2 files`. @param many the plural, if it is not the singular and an s */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

/** True if everything that was asked for was read. */
export function isWhole({ status, coverage }: Report): boolean {
  const ended = status === 'clean' || status === 'findings';
  return ended && coverage.skipped.every(({ kind }) => kind !== 'unread');
}

/** The first of `lines`, and how many more there are. */
export function bounded(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `and ${grouped(lines.length - most)} more`];
}

function tally(groups: readonly KeyGroup[], numberOf: (group: KeyGroup) => number): Record<Outcome, number> {
  const counts = { fail: 0, warn: 0, note: 0 };
  for (const group of groups) counts[group.outcome] += numberOf(group);
  return counts;
}

/** `12,345`. The runtime's own formatter takes 10 ms to load. */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** From hits and their trace to results: each key once, where it came in, and every other place. */
import type { BytePath } from '../../git/byte-path.ts';
import { printable } from '../../git/byte-path.ts';
import type { Finding } from '../../model/finding.ts';
import type { Commit, Result } from '../../model/report.ts';
import type { Trace } from './trace.ts';

/** A finding at one place. */
export interface Placed {
  readonly finding: Finding;
  readonly oid: string;
  readonly commit?: Commit;
  readonly isReachable: boolean;
  /** Larger is older. */
  readonly age: number;
  readonly inHead: boolean;
}

/** What stands in HEAD: blob id to paths. */
export type Head = ReadonlyMap<string, ReadonlySet<string>>;

/** Findings of a blob at every path it ever had. @param isNamed a ref leads to it past all commits */
export function placeBlob(
  oid: string,
  findingsAt: (path: string) => readonly Finding[],
  { puts }: Trace,
  { head, isNamed }: { readonly head: Head; readonly isNamed: boolean },
): Placed[] {
  const known = puts.get(oid) ?? [];
  if (known.length === 0) {
    // Where commits cannot be followed, what is checked out still says where it stands.
    const paths = [...(head.get(oid) ?? [])];
    const inHead = paths.length > 0;
    return (inHead ? paths : [`<blob ${oid.slice(0, 12)}>`]).flatMap((path) =>
      findingsAt(path).map((finding) => ({ finding, oid, isReachable: inHead || isNamed, age: 0, inHead })),
    );
  }
  return known.flatMap(({ path, commit, age, isReachable }) =>
    findingsAt(path).map((finding) => ({
      finding,
      oid,
      commit,
      age,
      isReachable,
      inHead: head.get(oid)?.has(path) === true,
    })),
  );
}

/** Findings in the text of a commit. Their path says in which part of it. */
export function placeCommit(
  oid: string,
  bytes: Uint8Array,
  findings: readonly Finding[],
  { commits }: Trace,
): Placed[] {
  const known = commits.get(oid);
  return inParts(findings, bytes, 'commit').map((finding) => ({
    finding,
    oid,
    ...(known === undefined ? {} : { commit: known.commit }),
    isReachable: known?.isReachable === true,
    age: 0,
    inHead: false,
  }));
}

/** Findings in the text of an annotated tag. @param isReachable a ref names it */
export function placeTag(
  oid: string,
  bytes: Uint8Array,
  findings: readonly Finding[],
  isReachable: boolean,
): Placed[] {
  return inParts(findings, bytes, 'tag').map((finding) => ({
    finding,
    oid,
    isReachable,
    age: 0,
    inHead: false,
  }));
}

/** A finding in the name of a file or directory, at each path that has it. @param head paths that stand in HEAD */
export function placeName(
  name: BytePath,
  finding: Finding,
  { names }: Trace,
  head: ReadonlySet<string>,
): Placed[] {
  const known = names.get(name) ?? [];
  const at = (path: string): Finding => ({ ...finding, location: { ...finding.location, path } });
  if (known.length === 0)
    return [{ finding: at(printable(name)), oid: '', isReachable: false, age: 0, inHead: false }];
  return known.map(({ path, commit, age, isReachable }) => ({
    finding: at(path),
    oid: '',
    commit,
    age,
    isReachable,
    inHead: head.has(path),
  }));
}

/** Moves findings in the text of an object to the part of it that they are in: lines count from the first of a message. */
function inParts(findings: readonly Finding[], bytes: Uint8Array, kind: 'commit' | 'tag'): Finding[] {
  if (findings.length === 0) return [];
  const text = Buffer.from(bytes).toString('latin1');
  const body = text.indexOf('\n\n');
  const before = text.slice(0, body + 2).split('\n').length - 1;
  return findings.map((finding) => {
    const { location, span } = finding;
    const isHeader = body >= 0 && span.start < body;
    const headers = isHeader ? 0 : before;
    const part = isHeader ? headerAt(text, span.start) : 'message';
    return {
      ...finding,
      location: {
        ...location,
        path: `<${kind} ${part}>`,
        startLine: location.startLine - headers,
        endLine: location.endLine - headers,
      },
    };
  });
}

function headerAt(text: string, place: number): string {
  const line = text.slice(text.lastIndexOf('\n', place) + 1, place);
  return /^(author|committer|tagger) /.exec(line)?.[1] ?? 'header';
}

/** One result a key: the oldest place that a ref leads to first. Other places: each path once. */
export function resultsOf(placed: readonly Placed[]): Result[] {
  const byKey = new Map<string, Placed[]>();
  for (const one of placed) {
    const group = byKey.get(one.finding.fingerprint);
    if (group === undefined) byKey.set(one.finding.fingerprint, [one]);
    else group.push(one);
  }
  return [...byKey.values()].map(resultOf);
}

function resultOf(group: readonly Placed[]): Result {
  const sorted = group.toSorted((a, b) => Number(b.isReachable) - Number(a.isReachable) || b.age - a.age);
  const seen = new Set<string>();
  const places = sorted.filter(({ finding }) => {
    const { path } = finding.location;
    return !seen.has(path) && seen.add(path);
  });
  const [lead, ...others] = places;
  if (lead === undefined) throw new Error('a group has at least one member');
  const { finding, commit, oid, isReachable } = lead;
  return {
    finding,
    ...(commit === undefined ? {} : { commit }),
    ...(oid === '' ? {} : { blob: oid }),
    reachable: isReachable,
    inHead: group.some(({ inHead }) => inHead),
    occurrences: others.map((other) => ({
      location: other.finding.location,
      ...(other.commit === undefined ? {} : { commit: other.commit }),
      ...(other.oid === '' ? {} : { blob: other.oid }),
    })),
  };
}

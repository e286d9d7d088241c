/** From hits and their trace to results: each key once, where it came in, and every other place. */
import { type BytePath, decodePath } from '../../git/byte-path.ts';
import type { Finding } from '../../model/finding.ts';
import { objectId, pathText, type TextPart } from '../../model/origin.ts';
import type { Commit, Occurrence, Result } from '../../model/report.ts';
import { inName } from '../names.ts';
import { resultAt, type Whereabouts } from '../scanned.ts';
import type { Trace } from './trace.ts';

/** A finding at one place, which is not always where its bytes were read. */
export interface Placed extends Whereabouts, Since {
  readonly finding: Finding;
}

/** What the history says of a place. */
interface Since {
  readonly commit?: Commit;
  readonly isReachable: boolean;
  /** Larger is older. */
  readonly age: number;
  readonly inHead: boolean;
}

/** What stands in HEAD: blob id to paths. */
export type Head = ReadonlyMap<string, ReadonlySet<string>>;

function placed(finding: Finding, since: Since, { origin, location }: Whereabouts = finding): Placed {
  return { finding, origin, location, ...since };
}

/** Findings in the names of refs. */
export function placeRef(finding: Finding): Placed {
  return placed(finding, { isReachable: true, age: 0, inHead: false });
}

/** Findings of a blob at every path it ever had. @param isNamed a ref leads to it past all commits */
export function placeBlob(
  oid: string,
  findingsAt: (path?: string) => readonly Finding[],
  { puts }: Trace,
  { head, isNamed }: { readonly head: Head; readonly isNamed: boolean },
): Placed[] {
  const known = puts.get(oid) ?? [];
  if (known.length === 0) {
    // Where commits cannot be followed, what is checked out still says where it stands.
    const paths = [...(head.get(oid) ?? [])];
    const inHead = paths.length > 0;
    const since = { isReachable: inHead || isNamed, age: 0, inHead };
    return (inHead ? paths : [undefined]).flatMap((path) =>
      findingsAt(path).map((finding) => placed(finding, since)),
    );
  }
  return known.flatMap(({ path, ...put }) => {
    const since = { ...put, inHead: head.get(oid)?.has(path) === true };
    return findingsAt(path).map((finding) => placed(finding, since));
  });
}

/** Findings in the text of a commit, each in its part of it. */
export function placeCommit(
  oid: string,
  bytes: Uint8Array,
  findings: readonly Finding[],
  { commits }: Trace,
): Placed[] {
  const known = commits.get(oid);
  const since = {
    ...(known === undefined ? {} : { commit: known.commit }),
    isReachable: known?.isReachable === true,
    age: 0,
    inHead: false,
  };
  const partOf = createParts(oid, bytes, 'commit');
  return findings.map((finding) => placed(finding, since, partOf(finding)));
}

/** Findings in the text of an annotated tag. @param isReachable a ref names it */
export function placeTag(
  oid: string,
  bytes: Uint8Array,
  findings: readonly Finding[],
  isReachable: boolean,
): Placed[] {
  const partOf = createParts(oid, bytes, 'tag');
  return findings.map((finding) => placed(finding, { isReachable, age: 0, inHead: false }, partOf(finding)));
}

/** A finding in the name of a file or directory, at each path that has it. @param head paths that stand in HEAD */
export function placeName(
  name: BytePath,
  finding: Finding,
  { names }: Trace,
  head: ReadonlySet<string>,
): Placed[] {
  const known = names.get(name) ?? [];
  if (known.length === 0) {
    const since = { isReachable: false, age: 0, inHead: false };
    return [placed(finding, since, inName(finding, decodePath(name)))];
  }
  return known.map(({ path, ...put }) =>
    placed(finding, { ...put, inHead: head.has(path) }, inName(finding, path)),
  );
}

/** Says which part of the text of an object a finding is in. Lines count from the first of the message. */
function createParts(oid: string, bytes: Uint8Array, of: 'commit' | 'tag') {
  const text = Buffer.from(bytes).toString('latin1');
  const body = text.indexOf('\n\n');
  const before = text.slice(0, body + 2).split('\n').length - 1;
  return ({ location, span }: Finding): Whereabouts => {
    const isHeader = body >= 0 && span.start < body;
    const headers = isHeader ? 0 : before;
    const part = isHeader ? headerAt(text, span.start) : 'message';
    const origin = { kind: 'message', of, part, oid } as const;
    const [startLine, endLine] = [location.startLine - headers, location.endLine - headers];
    return { origin, location: { ...location, path: pathText(origin), startLine, endLine } };
  };
}

function headerAt(text: string, place: number): TextPart {
  const line = text.slice(text.lastIndexOf('\n', place) + 1, place);
  const [, name] = /^(author|committer|tagger) /.exec(line) ?? [];
  return (name as TextPart | undefined) ?? 'header';
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
  const places = sorted.filter(({ location: { path } }) => !seen.has(path) && seen.add(path));
  const [lead, ...others] = places;
  if (lead === undefined) throw new Error('a group has at least one member');
  const { commit } = lead;
  return {
    ...resultAt(lead.finding, lead),
    ...(commit === undefined ? {} : { commit }),
    reachable: lead.isReachable,
    inHead: group.some(({ inHead }) => inHead),
    occurrences: others.map(occurrenceOf),
  };
}

function occurrenceOf({ origin, location, commit }: Placed): Occurrence {
  const blob = objectId(origin);
  return { location, ...(commit && { commit }), ...(blob !== undefined && { blob }) };
}

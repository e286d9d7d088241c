/** Which key is meant: by digits of its hash, without the key itself. */
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import { objectId } from '../model/origin.ts';
import type { Result } from '../model/report.ts';
import { names, shownFingerprint } from '../policy/ignore-file.ts';
import { pathIdOf } from '../report/path-id.ts';
import type { ReadFinding, ReadPlace, ReadReport } from '../report/read.ts';

/** What is enough to find a key in any place and context. */
export type Target = OwnKey;

const FINGERPRINT = /^([a-z][a-z0-9-]*):([0-9a-f]{64})$/;
const REDACTED = /^([\x21-\x7e]+)…\((\d+)\)$/;

/** Keys of ours that the digits name. */
export function amongOwn(id: string, ownKeys: readonly OwnKey[]): Target[] {
  return ownKeys.filter(({ ruleId, sha256 }) => names(id, { fingerprint: `${ruleId}:${sha256}` }));
}

/** Keys of a report that the digits name, or that are at the place they name: a report says how a key starts, how long it is, and its hash. */
export function amongReported(id: string, report: ReadReport | undefined): Target[] {
  return (report?.findings ?? [])
    .filter((finding) => names(id, finding) || isReportedAt(id, finding))
    .flatMap(({ fingerprint, redacted }) => targetOf(fingerprint, redacted) ?? []);
}

type Located = Pick<Result, 'finding' | 'location'>;

/** Keys of findings that the digits name. */
export function amongFound(id: string, found: readonly Located[]): Target[] {
  return found
    .filter((one) => names(id, one.finding) || isFoundAt(id, one))
    .flatMap(
      ({ finding: { fingerprint, secret, own } }) => own ?? targetOf(fingerprint, secret.redacted) ?? [],
    );
}

/** Digits of a blob's id that name it: as many as reports show. */
const LEAST_BLOB = 12;

/** True if `id` is the path id of the finding, or the id of its blob. */
function isReportedAt(id: string, finding: ReadFinding): boolean {
  return [finding, ...finding.occurrences].some(
    ({ location, blob = '' }: ReadPlace) => location.pathId === id || isBlob(id, blob),
  );
}

function isFoundAt(id: string, { location, finding }: Located): boolean {
  return pathIdOf(location.path) === id || isBlob(id, objectId(finding.origin) ?? '');
}

function isBlob(id: string, blob: string): boolean {
  return id.length >= LEAST_BLOB && blob.startsWith(id);
}

function targetOf(fingerprint: string, redacted: string): Target | undefined {
  const [, ruleId, sha256] = FINGERPRINT.exec(fingerprint) ?? [];
  const [, start, length] = REDACTED.exec(redacted) ?? [];
  if (ruleId === undefined || sha256 === undefined || start === undefined) return undefined;
  return { ruleId, sha256, start, length: Number(length), label: '' };
}

/** The one key that is meant; undefined if none is. Errors: `bad-usage` where digits name several. */
export function theOne(id: string, found: readonly Target[]): Target | undefined {
  const byHash = new Map(found.map((target) => [target.sha256, target]));
  if (byHash.size > 1) {
    const ids = [...byHash.keys()].map((sha256) =>
      sha256.slice(0, id.slice(id.lastIndexOf(':') + 1).length + 4),
    );
    throw new UserError('bad-usage', `${shownFingerprint(id)} names ${byHash.size} keys`, {
      hint: `one of ${ids.join(', ')}`,
    });
  }
  return [...byHash.values()][0];
}

/** The scan of a unified diff: what its added lines hold. */
import type { Detector } from '../../detect/detector.ts';
import { printable } from '../../git/byte-path.ts';
import type { Finding } from '../../model/finding.ts';
import type { Skipped } from '../../model/report.ts';
import { type Hunk, type Patch, parsePatch } from '../../sources/patch.ts';
import { findingsAt, namesWithin } from '../names.ts';
import type { ScannedChange } from './staged.ts';

/** Keys that added lines hold or take part in. A key that a removed line of the patch has too is not told apart. */
export function scanPatch(bytes: Uint8Array, detector: Detector): ScannedChange {
  const patch = parsePatch(Buffer.from(bytes).toString('latin1'));
  const { hunks, binary, torn } = patch;
  const files = new Set([...patch.files, ...binary, ...hunks.map(({ path }) => path)]).size;
  const skipped: Skipped[] = [
    ...binary.map((path) => ({ kind: 'excluded', path: printable(path), reason: BINARY }) as const),
    ...[...new Set(torn)].map((path) => ({ kind: 'unread', path: printable(path), reason: TORN }) as const),
    ...(files === 0 ? [{ kind: 'unread', path: 'patch', reason: 'no unified diff is in it' } as const] : []),
  ];
  return {
    findings: [...findingsInPaths(patch, detector), ...hunks.flatMap((hunk) => findingsIn(hunk, detector))],
    coverage: { files, blobs: 0, commits: 0, bytes: bytes.length, skipped, notes: [] },
    incomplete: skipped.some(({ kind }) => kind === 'unread'),
  };
}

const BINARY = 'binary: the patch does not tell its content as text';
const TORN = 'a hunk has fewer or more lines than its header says: the patch is cut off or was edited';

/** Keys in the names of what the patch adds, unless it starts from a file of that name. */
function findingsInPaths({ added, before }: Patch, detector: Detector): Finding[] {
  const names = namesWithin(added, detector);
  for (const path of before) for (const name of path.split('/')) names.delete(name);
  return findingsAt(added, names);
}

function findingsIn({ path, start, lines, isAdded }: Hunk, detector: Detector): Finding[] {
  const bytes = Buffer.from(`${lines.join('\n')}\n`, 'latin1');
  const found = detector.detect({ origin: { kind: 'file', path: printable(path) }, bytes });
  return found
    .filter(({ location }) => isAdded.slice(location.startLine - 1, location.endLine).includes(true))
    .map((finding) => ({ ...finding, location: shifted(finding.location, start - 1) }));
}

function shifted(location: Finding['location'], by: number): Finding['location'] {
  return { ...location, startLine: location.startLine + by, endLine: location.endLine + by };
}

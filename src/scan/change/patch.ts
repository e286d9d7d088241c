/** The scan of a unified diff: what its added lines hold. */
import type { Detector } from '../../detect/detector.ts';
import { printable } from '../../git/byte-path.ts';
import type { Finding } from '../../model/finding.ts';
import type { Skipped } from '../../model/report.ts';
import { type Hunk, parsePatch } from '../../sources/patch.ts';
import type { ScannedChange } from './staged.ts';

/** Keys that added lines hold or take part in. A key that a removed line of the patch has too is not told apart. */
export function scanPatch(bytes: Uint8Array, detector: Detector): ScannedChange {
  const { hunks, binary } = parsePatch(Buffer.from(bytes).toString('latin1'));
  const skipped: Skipped[] = binary.map((path) => ({
    kind: 'excluded',
    path: printable(path),
    reason: 'binary: the patch does not tell its content as text',
  }));
  const files = new Set(hunks.map(({ path }) => path)).size;
  return {
    findings: hunks.flatMap((hunk) => findingsIn(hunk, detector)),
    coverage: { files, blobs: 0, commits: 0, bytes: bytes.length, skipped, notes: [] },
    incomplete: hunks.length === 0 && binary.length === 0,
  };
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

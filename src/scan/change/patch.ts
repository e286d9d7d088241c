/** The scan of a unified diff: what its added lines hold, and the text around it. */
import type { Detector } from '../../detect/detector.ts';
import { decodePath } from '../../git/byte-path.ts';
import { NO_COVERAGE } from '../../model/coverage.ts';
import type { Finding } from '../../model/finding.ts';
import type { Result, Skipped } from '../../model/report.ts';
import type { PatchNames } from '../../sources/patch/names.ts';
import { createPatchReader, type ReadPatch } from '../../sources/patch/reader.ts';
import type { Section } from '../../sources/patch/section.ts';
import { createWindower } from '../../sources/windows.ts';
import { namesWithin, resultsAt } from '../names.ts';
import { resultOf, type Scanned } from '../scanned.ts';

/**
 * Finds keys that added lines hold or take part in, and keys in what is no hunk, such as a mail's head and a commit's
 * message. A key that a removed line of the patch has too counts all the same.
 *
 * @param name what the text around the hunks is reported as: the patch itself
 */
export async function scanPatch(
  chunks: AsyncIterable<Buffer>,
  name: string,
  detector: Detector,
): Promise<Scanned> {
  const findings: Finding[] = [];
  const unread: Skipped[] = [];
  const windowOf = createWindower();
  const reader = createPatchReader((section, piece) => {
    const path = section.kind === 'hunk' ? decodePath(section.path) : name;
    const found = detector.detect(windowOf(piece, { kind: 'file', path }, section.start), (reason) =>
      unread.push({ kind: 'unread', path, reason }),
    );
    for (const finding of found) if (isNew(finding, section)) findings.push(finding);
  });
  for await (const chunk of chunks) reader.push(chunk);
  const patch = reader.end();
  const skipped = [...skippedIn(patch, name), ...unread];
  const files = new Set([...patch.files, ...patch.binary]).size;
  const notes = patch.bytes === 0 ? ['the patch is empty'] : [];
  return {
    results: [...keysInPaths(patch, detector), ...findings.map(resultOf)],
    coverage: { ...NO_COVERAGE, files, bytes: patch.bytes, skipped, notes },
  };
}

const BINARY = 'binary: the patch does not hold its content as text (git diff --text does)';
const TORN = 'a hunk has fewer or more lines than its header says: the patch is cut off or was edited';
const NO_DIFF = 'no unified diff is in it';

function skippedIn({ binary, torn, files, bytes }: ReadPatch, name: string): Skipped[] {
  const unread = (path: string, reason: string): Skipped => ({ kind: 'unread', path, reason });
  const isNone = bytes > 0 && files.length + binary.length === 0;
  return [
    ...[...new Set(binary)].map((path) => unread(decodePath(path), BINARY)),
    ...[...new Set(torn)].map((path) => unread(decodePath(path), TORN)),
    ...(isNone ? [unread(name, NO_DIFF)] : []),
  ];
}

/** Keys in the names of what the patch adds, unless it starts from a file of that name. */
function keysInPaths({ added, before }: PatchNames, detector: Detector): Result[] {
  const names = namesWithin(added, detector);
  for (const path of before) for (const name of path.split('/')) names.delete(name);
  return resultsAt(added, names);
}

/** False for what only lines hold that the patch leaves as they are. */
function isNew({ location: { startLine, endLine } }: Finding, section: Section): boolean {
  if (section.kind === 'text') return true;
  const before = section.start - 1;
  return section.added.meets(startLine - before, endLine - before);
}

/** Contents of LFS pointers that the local store has, looked at like blobs. */
import type { Detector } from '../../detect/detector.ts';
import { toBytePath } from '../../git/byte-path.ts';
import { readDespiteDamage, type Unread } from '../../git/cat-file.ts';
import type { Repository } from '../../git/repository.ts';
import type { Finding } from '../../model/finding.ts';
import { contentPath, type Origin, pathText } from '../../model/origin.ts';
import type { Skipped } from '../../model/report.ts';
import { readFile } from '../../sources/read.ts';
import { lfsFile, lfsOidOf, lfsStore } from './lfs.ts';

/** A pointer's id with the findings in the content it stands for. */
export interface LfsContent {
  readonly oid: string;
  findingsAt(path?: string): Finding[];
}

export async function surveyLfs(
  repository: Repository,
  pointers: readonly string[],
  { detector, signal }: { readonly detector: Detector; readonly signal: AbortSignal },
): Promise<{ contents: LfsContent[]; skipped: Skipped[]; unread: Unread[] }> {
  const contents: LfsContent[] = [];
  const skipped: Skipped[] = [];
  const unread: Unread[] = [];
  let absent = 0;
  if (pointers.length === 0) return { contents, skipped, unread };
  const store = await lfsStore(repository.commonDir, { ...repository.git, signal });
  for await (const piece of readDespiteDamage(pointers, { ...repository.git, signal })) {
    if ('unread' in piece) {
      unread.push(piece);
      continue;
    }
    const content = lfsOidOf(piece.bytes);
    if (content === undefined) continue;
    const file = lfsFile(store, content);
    if (file === undefined) absent++;
    else {
      const { oid, type } = piece;
      const findingsAt = (path?: string): Finding[] => {
        const origin: Origin = { kind: 'object', oid, type, ...(path === undefined ? {} : { path }) };
        return findingsInContent(file, origin, detector, skipped);
      };
      if (findingsAt().length > 0) contents.push({ oid, findingsAt });
    }
  }
  const reason = `${absent} contents are not in the local store: git lfs fetch --all brings them`;
  return {
    contents,
    unread,
    skipped: absent === 0 ? skipped : [...skipped, { kind: 'excluded', path: 'Git LFS', reason }],
  };
}

/** Findings in a file of the local store. @param origin of the pointer that stands for it */
export function findingsInContent(
  file: string,
  origin: Origin,
  detector: Detector,
  skipped: Skipped[],
): Finding[] {
  const unit = {
    path: toBytePath(file),
    name: toBytePath(contentPath(origin) ?? file),
    kind: 'file',
  } as const;
  const reading = {
    buffer: detector.buffer,
    maxBytes: undefined,
    skip: (one: Skipped) => void skipped.push(one),
  };
  const findings: Finding[] = [];
  const unread = (reason: string): void =>
    void skipped.push({ kind: 'unread', path: pathText(origin), reason });
  for (const blob of readFile(unit, reading))
    for (const finding of detector.detect({ ...blob, origin }, unread)) findings.push(finding);
  return findings;
}

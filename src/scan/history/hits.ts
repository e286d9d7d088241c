/** The objects that hold findings, read again with everything that stands in them. */
import type { Detector } from '../../detect/detector.ts';
import { readDespiteDamage, type Unread } from '../../git/cat-file.ts';
import type { ObjectType } from '../../git/object-id.ts';
import type { Repository } from '../../git/repository.ts';
import type { Origin } from '../../model/blob.ts';
import type { Finding } from '../../model/finding.ts';
import { createWindows } from '../../sources/pieces.ts';

/** An object, or a window of a large one, and its findings for any path it lies at. */
export interface Hit {
  readonly oid: string;
  readonly type: ObjectType;
  /** The first bytes: of a commit or tag, all of it. */
  readonly bytes: Uint8Array;
  findingsAt(path: string): Finding[];
}

/** Reads suspects again; yields those with findings, and those that git cannot read. Throws `git-failed`. */
export async function* readHits(
  oids: readonly string[],
  detector: Detector,
  repository: Repository,
  signal: AbortSignal,
): AsyncGenerator<Hit | Unread> {
  const windowOf = createWindows();
  for await (const piece of readDespiteDamage(oids, { ...repository.git, signal })) {
    if ('unread' in piece) {
      yield piece;
      continue;
    }
    const blob = windowOf(piece);
    const undecoded: string[] = [];
    const findingsAt = (path: string): Finding[] => {
      const origin: Origin = { kind: 'git', oid: piece.oid, path };
      return detector.detect({ ...blob, origin, isName: piece.type === 'tree' }, (reason) =>
        undecoded.push(reason),
      );
    };
    const isFound = findingsAt('').length > 0;
    const [unread] = undecoded;
    if (unread !== undefined) yield { oid: piece.oid, unread };
    if (isFound) yield { oid: piece.oid, type: piece.type, bytes: blob.bytes, findingsAt };
  }
}

/** The objects that hold findings, read again with everything that stands in them. */
import type { Detector } from '../../detect/detector.ts';
import { readDespiteDamage, type Unread } from '../../git/cat-file.ts';
import type { ObjectType } from '../../git/object-id.ts';
import type { Repository } from '../../git/repository.ts';
import type { Blob, Origin } from '../../model/blob.ts';
import type { Finding } from '../../model/finding.ts';
import { createWindows } from '../../sources/pieces.ts';
import { createPace } from '../../sources/turn.ts';

/** An object, or a window of a large one, and its findings for any path it has. */
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
  const pace = createPace(signal);
  for await (const piece of readDespiteDamage(oids, { ...repository.git, signal })) {
    if ('unread' in piece) {
      yield piece;
      continue;
    }
    const blob = windowOf(piece);
    const undecoded: string[] = [];
    const blobAt = (path: string): Blob => {
      const origin: Origin = { kind: 'git', oid: piece.oid, path };
      return { ...blob, origin, isName: piece.type === 'tree' };
    };
    const found = await detector.detectInTurns(blobAt(''), pace, (reason) => undecoded.push(reason));
    const findingsAt = (path: string): Finding[] => (path === '' ? found : detector.detect(blobAt(path)));
    const [unread] = undecoded;
    if (unread !== undefined) yield { oid: piece.oid, unread };
    if (found.length > 0) yield { oid: piece.oid, type: piece.type, bytes: blob.bytes, findingsAt };
  }
}

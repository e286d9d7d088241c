/** The objects that hold findings, read again with everything that stands in them. */
import type { Detector } from '../../detect/detector.ts';
import { readDespiteDamage, type Unread } from '../../git/cat-file.ts';
import type { Repository } from '../../git/repository.ts';
import type { Blob } from '../../model/blob.ts';
import type { Finding } from '../../model/finding.ts';
import type { ObjectType } from '../../model/origin.ts';
import { createPace } from '../../sources/turn.ts';
import { createObjectWindower } from '../../sources/windows.ts';

/** An object, or a window of a large one, and its findings for any path it has. */
export interface Hit {
  readonly oid: string;
  readonly type: ObjectType;
  /** The first bytes: of a commit or tag, all of it. */
  readonly bytes: Uint8Array;
  /** @param path undefined where it has none, or none is known */
  findingsAt(path?: string): Finding[];
}

/** Reads suspects again; yields those with findings, and those that git cannot read. Throws `git-failed`. */
export async function* readHits(
  oids: readonly string[],
  detector: Detector,
  repository: Repository,
  signal: AbortSignal,
): AsyncGenerator<Hit | Unread> {
  const windowOf = createObjectWindower();
  const pace = createPace(signal);
  for await (const piece of readDespiteDamage(oids, { ...repository.git, signal })) {
    if ('unread' in piece) {
      yield piece;
      continue;
    }
    const blob = windowOf(piece);
    const undecoded: string[] = [];
    const { oid, type } = piece;
    const at = (path: string): Blob => ({ ...blob, origin: { kind: 'object', oid, type, path } });
    const found = await detector.detectInTurns(blob, pace, (reason) => undecoded.push(reason));
    const findingsAt = (path?: string): Finding[] => (path === undefined ? found : detector.detect(at(path)));
    const [unread] = undecoded;
    if (unread !== undefined) yield { oid, unread };
    if (found.length > 0) yield { oid, type, bytes: blob.bytes, findingsAt };
  }
}

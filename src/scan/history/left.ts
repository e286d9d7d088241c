/** Objects that the pack reader left over, read by git itself: damaged, very large, or with a base elsewhere. */
import type { Detector } from '../../detect/detector.ts';
import { type Piece, readObjects } from '../../git/cat-file.ts';
import type { Repository } from '../../git/repository.ts';
import { UserError } from '../../model/error.ts';
import type { Skipped } from '../../model/report.ts';
import { MARGIN } from '../../sources/read.ts';

export interface Left {
  readonly suspects: string[];
  readonly skipped: Skipped[];
  blobs: number;
  commits: number;
  bytes: number;
}

/** git ends at some kinds of damage; it is started again behind the object, but not for ever. */
const MOST_STARTS = 40;

export async function surveyLeft(
  oids: readonly string[],
  repository: Repository,
  { detector, signal }: { readonly detector: Detector; readonly signal: AbortSignal },
): Promise<Left> {
  const left: Left = { suspects: [], skipped: [], blobs: 0, commits: 0, bytes: 0 };
  const unread = (oid: string, reason: string): void =>
    void left.skipped.push({ kind: 'unread', path: `object ${oid}`, reason });
  let done = 0;
  for (let starts = 0; done < oids.length && starts < MOST_STARTS; starts++) {
    try {
      const watch = createWatch(detector, left);
      for await (const piece of readObjects(oids.slice(done), { ...repository.git, signal })) {
        if ('missing' in piece) unread(piece.oid, 'damaged or missing: git fsck tells more');
        else watch(piece);
        if ('missing' in piece || piece.isLast) done++;
      }
      if (done < oids.length) throw new UserError('git-failed', 'git cat-file ended early');
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      if (done < oids.length) unread(oids[done++] ?? '', 'damaged: git cannot read it either');
    }
  }
  for (const oid of oids.slice(done)) unread(oid, 'not tried: too many objects are damaged');
  return left;
}

/** Looks at pieces, each with the end of the one before. */
function createWatch(detector: Detector, left: Left): (piece: Piece) => void {
  let carried: Buffer = Buffer.alloc(0);
  let last: string | undefined;
  return ({ oid, type, at, bytes, size, isLast }) => {
    const whole = at === 0 ? bytes : Buffer.concat([carried, bytes]);
    if (detector.suspects(whole) && last !== oid) {
      left.suspects.push(oid);
      last = oid;
    }
    carried = Buffer.from(whole.subarray(Math.max(0, whole.length - MARGIN)));
    if (!isLast) return;
    left.bytes += size;
    if (type === 'blob') left.blobs++;
    else if (type === 'commit') left.commits++;
  };
}

/** Keys in the blobs of an index and of the states that it comes from, with the LFS content that they point to. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Detector } from '../../detect/detector.ts';
import { isEnd, type Piece, readObjects } from '../../git/cat-file.ts';
import type { GitOptions } from '../../git/spawn.ts';
import { UserError } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import type { Skipped } from '../../model/report.ts';
import { compressionOf, notOpened } from '../../sources/compressed.ts';
import { createPace } from '../../sources/turn.ts';
import { createObjectWindower } from '../../sources/windows.ts';
import { isLfsPointer, lfsFile, lfsOidOf, lfsStore } from '../history/lfs.ts';

export type StagedGit = Required<Pick<GitOptions, 'cwd' | 'signal'>>;

interface Read {
  readonly findings: Finding[];
  readonly pointers: Pointer[];
  readonly skipped: Skipped[];
  bytes: number;
}

/** A staged LFS pointer; its content is in the local store. */
interface Pointer {
  readonly path: string;
  readonly bytes: Buffer;
}

interface Added {
  readonly oid: string;
  readonly path: string;
}

/** Findings and LFS pointers in what is added. Throws the signal's reason if aborted. */
export async function detectIn(
  added: readonly Added[],
  detector: Detector,
  git: StagedGit,
  objects: string | undefined,
): Promise<Read> {
  const read: Read = { findings: [], pointers: [], skipped: [], bytes: 0 };
  const windowOf = createObjectWindower();
  const pace = createPace(git.signal);
  const look = async (piece: Piece, path: string): Promise<void> => {
    const unread = (reason: string): void => void read.skipped.push({ kind: 'unread', path, reason });
    for (const finding of await detector.detectInTurns(windowOf(piece, path), pace, unread))
      read.findings.push(finding);
    read.bytes += piece.bytes.length;
    if (piece.at > 0) return;
    if (isLfsPointer(piece.bytes)) read.pointers.push({ path, bytes: piece.bytes });
    const format = compressionOf(piece.bytes);
    if (format !== undefined) read.skipped.push(notOpened(path, format));
  };
  const large = largeLoose(added, objects);
  const others = added.filter((one) => !large.has(one));
  let next = 0;
  // git answers in the order of the questions.
  for await (const piece of others.length === 0
    ? []
    : readObjects(
        others.map(({ oid }) => oid),
        git,
      )) {
    const path = others[next]?.path ?? '';
    if ('missing' in piece) read.skipped.push({ kind: 'unread', path, reason: 'its object is missing' });
    else if ('unread' in piece) read.skipped.push({ kind: 'unread', path, reason: piece.unread });
    else await look(piece, path);
    if (isEnd(piece)) next++;
  }
  if (objects === undefined || large.size === 0) return read;
  const { streamLoose } = await import('../../git/objects/loose-stream.ts');
  for (const { oid, path } of large) {
    try {
      for await (const piece of streamLoose(objects, oid)) await look(piece, path);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      read.skipped.push({ kind: 'unread', path, reason: error.message });
    }
  }
  return read;
}

/** What `git add` leaves behind of a large file is read piece by piece; git would map all of it into memory. */
const LARGE_LOOSE = 16 << 20;
/** In a commit of more files than this, asking for each one's size would be felt. */
const MOST_ASKED = 2000;

function largeLoose(added: readonly Added[], objects: string | undefined): Set<Added> {
  if (objects === undefined || added.length > MOST_ASKED) return new Set();
  const sizeOf = (oid: string): number =>
    statSync(join(objects, oid.slice(0, 2), oid.slice(2)), { throwIfNoEntry: false })?.size ?? 0;
  return new Set(added.filter(({ oid }) => sizeOf(oid) > LARGE_LOOSE));
}

/** Findings in the content that LFS pointers name. */
export async function detectInLfs(
  pointers: readonly Pointer[],
  detector: Detector,
  git: StagedGit,
  commonDir: string | undefined,
): Promise<{ findings: Finding[]; skipped: Skipped[] }> {
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  if (pointers.length === 0 || commonDir === undefined) return { findings, skipped };
  const { findingsInContent } = await import('../history/lfs-content.ts');
  const store = await lfsStore(commonDir, git);
  for (const { path, bytes } of pointers) {
    const content = lfsOidOf(bytes);
    const file = content === undefined ? undefined : lfsFile(store, content);
    if (file === undefined) {
      const reason = 'Git LFS: its content is not in the local store';
      skipped.push({ kind: 'excluded', path, reason });
    } else
      for (const finding of findingsInContent(file, { kind: 'file', path, tracked: true }, detector, skipped))
        findings.push(finding);
  }
  return { findings, skipped };
}

/** Fingerprints of all keys in these blobs, of whatever confidence. */
export async function fingerprintsIn(
  oids: readonly string[],
  detector: Detector,
  git: StagedGit,
  commonDir: string | undefined,
): Promise<Set<string>> {
  const found = new Set<string>();
  if (oids.length === 0) return found;
  const windowOf = createObjectWindower();
  const pointers: Pointer[] = [];
  for await (const piece of readObjects(new Set(oids), git)) {
    // What cannot be read says nothing of what was there before.
    if ('missing' in piece || 'unread' in piece) continue;
    for (const { fingerprint } of detector.detect(windowOf(piece))) found.add(fingerprint);
    if (piece.at === 0 && isLfsPointer(piece.bytes)) pointers.push({ path: '', bytes: piece.bytes });
  }
  for (const { fingerprint } of (await detectInLfs(pointers, detector, git, commonDir)).findings)
    found.add(fingerprint);
  return found;
}

/** What tells a file of a repository's objects from another one, and from itself before it was changed. */
import { type BigIntStats, closeSync, fstatSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectDirectory } from '../git/objects/store.ts';
import { openPlainFile } from '../git/plain-file.ts';

/** Something by which a file is known to be the same, and not changed in between. */
export type Stamp = string;

/** Stamps of everything there is, taken before it is read. */
export interface Stamps {
  readonly packs: ReadonlyMap<string, Stamp>;
  readonly loose: ReadonlyMap<string, ReadonlyMap<string, Stamp>>;
}

export function takeStamps(directories: readonly ObjectDirectory[], oidBytes: number): Stamps {
  const packs = directories.flatMap((directory) =>
    directory.packs.flatMap(({ base }) => {
      const stamp = stampOfPack(`${base}.pack`, oidBytes);
      return stamp === undefined ? [] : [[base, stamp] as const];
    }),
  );
  const loose = directories.map(({ path, loose: oids }) => {
    const stamps = oids.flatMap((oid) => {
      const file = join(path, oid.slice(0, 2), oid.slice(2));
      const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
      return stat === undefined ? [] : [[oid, stampOf(stat)] as const];
    });
    return [path, new Map(stamps)] as const;
  });
  return { packs: new Map(packs), loose: new Map(loose) };
}

/** The time of the last change of status cannot be set back, as that of the last change of content can. */
function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): Stamp {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

function stampOfPack(file: string, oidBytes: number): Stamp | undefined {
  try {
    const descriptor = openPlainFile(file);
    try {
      const stat = fstatSync(descriptor, { bigint: true });
      const trailer = Buffer.alloc(oidBytes);
      readSync(descriptor, trailer, 0, oidBytes, Math.max(0, Number(stat.size) - oidBytes));
      return `${stampOf(stat)}:${trailer.toString('hex')}`;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

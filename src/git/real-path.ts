/** Where a path really leads, and whether one is inside another. */
import { realpathSync } from 'node:fs';
import path from 'node:path';

/** The path with all links followed; undefined where it leads nowhere. */
export function realPath(target: string | Buffer): string | undefined {
  try {
    return realpathSync(target);
  } catch {
    return undefined;
  }
}

/** True if `target` is `directory` or below it, by their text. Both are absolute. */
export function isInside(target: string, directory: string): boolean {
  const way = path.relative(directory, target);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

/** Where a path really leads. */
import { realpathSync } from 'node:fs';

/** The path with all links followed; undefined where it leads nowhere. */
export function realPath(path: string | Buffer): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

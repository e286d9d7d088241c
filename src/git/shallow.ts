/** Where a shallow clone ends. */
import { join } from 'node:path';
import { readPlainFile } from './plain-file.ts';
import type { Repository } from './repository.ts';

/** Commits whose parents are not here; none of a whole repository. */
export function shallowEnds({ commonDir }: Pick<Repository, 'commonDir'>): string[] {
  const lines = readPlainFile(join(commonDir, 'shallow'))?.toString('latin1').split('\n') ?? [];
  return lines.filter((line) => line !== '');
}

/** Where a shallow clone ends. */
import { join } from 'node:path';
import { readPlainFile } from './plain-file.ts';
import type { Repository } from './repository.ts';

/** Ids of commits whose parents are absent. Empty for a complete clone. */
export function shallowEnds({ commonDir }: Pick<Repository, 'commonDir'>): string[] {
  const lines = readPlainFile(join(commonDir, 'shallow'))?.toString('latin1').split('\n') ?? [];
  return lines.filter((line) => line !== '');
}

/** Coverages put together, and what is read off them. */
import type { Coverage, Skipped } from './report.ts';

/** Nothing was read. */
export const NO_COVERAGE: Coverage = { files: 0, blobs: 0, commits: 0, bytes: 0, skipped: [], notes: [] };

/** True if something that should have been read was not. */
export function isIncomplete({ skipped }: Pick<Coverage, 'skipped'>): boolean {
  return skipped.some(({ kind }) => kind === 'unread');
}

/** What several sources have read together. */
export function addCoverage(...parts: readonly Coverage[]): Coverage {
  return parts.reduce(
    (sum, part) => ({
      files: sum.files + part.files,
      blobs: sum.blobs + part.blobs,
      commits: sum.commits + part.commits,
      bytes: sum.bytes + part.bytes,
      skipped: [...sum.skipped, ...part.skipped],
      notes: [...sum.notes, ...part.notes],
    }),
    NO_COVERAGE,
  );
}

/** A coverage with more that was not read. */
export function withSkipped(coverage: Coverage, skipped: readonly Skipped[]): Coverage {
  return { ...coverage, skipped: [...coverage.skipped, ...skipped] };
}

/** A coverage with more to say. */
export function withNotes(coverage: Coverage, notes: readonly string[]): Coverage {
  return { ...coverage, notes: [...coverage.notes, ...notes] };
}

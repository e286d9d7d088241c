/** What a scan of any source yields. */
import type { Finding } from '../model/finding.ts';
import type { Coverage, Result } from '../model/report.ts';

export interface Scanned {
  readonly results: readonly Result[];
  readonly coverage: Coverage;
}

/** The result of a finding that no history is known of. What was read from git can be read again by its id. */
export function resultOf(finding: Finding): Result {
  const { origin } = finding;
  return {
    finding,
    occurrences: [],
    ...(origin.kind === 'git' && origin.oid !== '' && { blob: origin.oid }),
  };
}

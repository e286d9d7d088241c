/** What a scan of any source yields. */
import type { Finding } from '../model/finding.ts';
import { objectId } from '../model/origin.ts';
import type { Coverage, Result } from '../model/report.ts';

export interface Scanned {
  readonly results: readonly Result[];
  readonly coverage: Coverage;
}

/** What a key is in, and where in it. */
export type Whereabouts = Pick<Finding, 'origin' | 'location'>;

/** The result of a finding that no history is known of. What was read from git can be read again by its id. */
export function resultOf(finding: Finding): Result {
  return resultAt(finding, finding);
}

/** The same, reported at what its bytes are a part or a version of. */
export function resultAt(finding: Finding, { origin, location }: Whereabouts): Result {
  const { allowedInline, unclosedAllow } = finding;
  const blob = objectId(origin);
  return {
    finding,
    location,
    occurrences: [],
    ...(blob !== undefined && { blob }),
    ...(allowedInline && { allowedInline }),
    ...(unclosedAllow !== undefined && { unclosedAllow }),
  };
}

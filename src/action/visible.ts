/** What readers of a report may learn. */
import type { Report, Result } from '../model/report.ts';

/**
 * The report for a repository that everybody can read: which of the keys in it works is for its owner to know until
 * it is dead. Annotations, summaries and comments are as public as the repository.
 */
export function forEveryone(report: Report): Report {
  return {
    ...report,
    results: report.results.map(withoutLife),
    suppressed: report.suppressed.map(withoutLife),
  };
}

function withoutLife(result: Result): Result {
  const { verdict, revocation, ...rest } = result;
  const isDead = verdict?.state === 'inactive' || revocation?.state === 'revoked';
  // What was tried in vain, or is left to somebody, lives.
  return isDead ? result : rest;
}

/** Stable ids of findings, for services that follow one from scan to scan. */
import { createHash } from 'node:crypto';
import type { Result } from '../model/report.ts';

/** What makes a finding the same one again, wherever it moves in its file. */
export interface OccurrenceId {
  /** Hex SHA-256 of fingerprint and path. */
  readonly hash: string;
  /** 1 for the first of the same key in the same file, and so on. */
  readonly number: number;
}

/** Gives each result its id; asked in the order of the report, so that the numbers are the same every time. */
export function createOccurrenceIds(): (result: Result) => OccurrenceId {
  const seen = new Map<string, number>();
  return ({ finding: { fingerprint }, location }) => {
    const hash = createHash('sha256').update(`${fingerprint}\0${location.path}`).digest('hex');
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return { hash, number };
  };
}

/** Remembers what the last scan reported, so that `leakward allow --last` needs no copying. Holds no key. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Report } from '../model/report.ts';

/** One reported finding. */
export interface Reported {
  readonly fingerprint: string;
  readonly path: string;
}

/** Only a repository has a place for it: its git directory. */
function fileIn(root: string): string | undefined {
  const git = join(root, '.git');
  const stat = statSync(git, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) return join(git, 'leakward', 'last.json');
  // A further work tree has a file that names its git directory.
  const named = /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1];
  return named === undefined ? undefined : join(resolve(root, named), 'leakward', 'last.json');
}

/** A repository that cannot be written to is scanned all the same. */
export function rememberLast(root: string, report: Report): void {
  const file = fileIn(root);
  if (file === undefined) return;
  const reported = report.results.map(({ finding }) => ({
    fingerprint: finding.fingerprint,
    path: finding.location.path,
  }));
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, JSON.stringify(reported));
  } catch {
    // Nothing is lost but the convenience.
  }
}

/** What the last scan of this repository reported; empty if nothing is remembered. */
export function recallLast(root: string): Reported[] {
  const file = fileIn(root);
  if (file === undefined) return [];
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value.filter(isReported) : [];
  } catch {
    return [];
  }
}

function isReported(value: unknown): value is Reported {
  const fields = Object(value) as Record<string, unknown>;
  return typeof fields['fingerprint'] === 'string' && typeof fields['path'] === 'string';
}

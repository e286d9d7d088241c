/** Everything below a directory, without git's help. Symlinks are not followed, so there are no loops. */
import { type Dirent, readdirSync } from 'node:fs';
import type { Skipped } from '../model/report.ts';
import { joinPath, printPath } from './path.ts';
import type { FileUnit } from './files.ts';

/** What a walk finds: files to read, and what it passes by. */
export interface Walked {
  readonly units: FileUnit[];
  readonly skipped: Skipped[];
}

/** @param shown what the paths are reported below */
export function walk(directory: Buffer, shown: Buffer, into: Walked): void {
  const pending = [{ directory, shown }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const entry of entriesOf(next.directory, next.shown, into.skipped)) {
      const path = joinPath(next.directory, entry.name);
      const name = joinPath(next.shown, entry.name);
      if (entry.isDirectory()) {
        if (entry.name.equals(GIT_DIRECTORY)) into.skipped.push(excluded(name, 'git directory: leakward history reads it'));
        else pending.push({ directory: path, shown: name });
      } else addEntry(entry, path, name, into);
    }
  }
}

const GIT_DIRECTORY = Buffer.from('.git');

function entriesOf(directory: Buffer, shown: Buffer, skipped: Skipped[]): Dirent<Buffer>[] {
  try {
    return readdirSync(directory, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    skipped.push({ kind: 'unread', path: printPath(shown), reason: reasonOf(error) });
    return [];
  }
}

function addEntry(entry: Dirent<Buffer>, path: Buffer, name: Buffer, into: Walked): void {
  if (entry.isFile()) into.units.push({ path, name, kind: 'file' });
  else if (entry.isSymbolicLink()) into.units.push({ path, name, kind: 'symlink' });
  else into.skipped.push(excluded(name, 'special file: pipe, socket or device'));
}

/** A note that something was left out by its nature. */
export function excluded(name: Buffer, reason: string): Skipped {
  return { kind: 'excluded', path: printPath(name), reason };
}

/** The system's word for why a path could not be read. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

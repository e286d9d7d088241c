/** Everything below a directory, without git's help. Symlinks are not followed, so there are no loops. */
import { type Dirent, readdirSync } from 'node:fs';
import { type BytePath, decodePath, forFs } from '../git/byte-path.ts';
import type { Pace } from '../model/pace.ts';
import type { Skipped } from '../model/report.ts';
import type { FileUnit } from './file-unit.ts';

/** Why a file that is no file of bytes is left out. */
export const SPECIAL_FILE = 'special file: pipe, socket or device';

/** What a walk finds: files to read, and what it passes by. */
export interface Walked {
  readonly units: FileUnit[];
  readonly skipped: Skipped[];
}

/** A directory that is still to be listed. */
interface Pending {
  readonly directory: BytePath;
  readonly shown: BytePath;
}

/** @param shown what the paths are reported below; empty for the working directory */
export function walk(directory: BytePath, shown: BytePath, into: Walked): void {
  const pending = [{ directory, shown }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) visit(next, pending, into);
}

/** The same, which lets other events happen. Throws what `pace` throws. */
export async function walkInTurns(
  directory: BytePath,
  shown: BytePath,
  into: Walked,
  pace: Pace,
): Promise<void> {
  const pending = [{ directory, shown }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const turn = pace();
    if (turn !== undefined) await turn;
    visit(next, pending, into);
  }
}

function visit({ directory, shown }: Pending, pending: Pending[], into: Walked): void {
  for (const entry of entriesOf(directory, shown, into.skipped)) {
    const base = entry.name.toString('latin1');
    const path = below(directory, base);
    const name = below(shown, base);
    if (!entry.isDirectory()) addEntry(entry, path, name, into);
    else if (base === '.git') into.skipped.push(excluded(name, 'git directory: leakward history reads it'));
    else pending.push({ directory: path, shown: name });
  }
}

/** A path below another. */
export function below(directory: BytePath, name: BytePath): BytePath {
  if (directory === '' || directory === '.') return name;
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

function entriesOf(directory: BytePath, shown: BytePath, skipped: Skipped[]): Dirent<Buffer>[] {
  try {
    return readdirSync(forFs(directory), { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    skipped.push({ kind: 'unread', path: decodePath(shown), reason: reasonOf(error) });
    return [];
  }
}

function addEntry(entry: Dirent<Buffer>, path: BytePath, name: BytePath, into: Walked): void {
  if (entry.isFile()) into.units.push({ path, name, kind: 'file' });
  else if (entry.isSymbolicLink()) into.units.push({ path, name, kind: 'link' });
  else into.skipped.push(excluded(name, SPECIAL_FILE));
}

/** A note that something was left out by its nature. */
export function excluded(name: BytePath, reason: string): Skipped {
  return { kind: 'excluded', path: decodePath(name), reason };
}

/** The system's word for why a path could not be read. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

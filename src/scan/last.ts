/**
 * Remembers the report of the last scan, so that `leakward allow --last`, `verify` and `revoke` need no copying. Holds
 * no key.
 */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findWorkTree } from '../git/work-tree.ts';
import type { Report } from '../model/report.ts';
import { renderJson } from '../report/json.ts';
import { maskReport } from '../report/mask.ts';
import { type ReadReport, readReport } from '../report/read.ts';
import { replaceFile } from './write-file.ts';

/** Only a repository has a place for it: its git directory. */
function fileIn(directory: string): string | undefined {
  // Settings may lie below the root.
  const root = findWorkTree(directory) ?? directory;
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
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    replaceFile(file, renderJson(maskReport(report)), 0o600);
  } catch {
    // Nothing is lost but the convenience.
  }
}

/** What the last scan of this repository reported; undefined if nothing is remembered. */
export function recallLast(root: string): ReadReport | undefined {
  const file = fileIn(root);
  if (file === undefined) return undefined;
  try {
    return readReport(readFileSync(file, 'utf8'), 'the last report');
  } catch {
    return undefined;
  }
}

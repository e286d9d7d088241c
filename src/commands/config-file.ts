/** Finds and reads leakward.toml: here or above, up to the repository root. */

import { dirname, join, resolve } from 'node:path';
import { findWorkTree } from '../git/work-tree.ts';
import { shellWord } from '../model/shell.ts';
import { readNamedSettings, readSettings } from '../state/guarded-read.ts';
import { CONFIG_FILE, parseConfig } from '../state/settings-text.ts';

/** A settings file's values, and the directory that its paths and the ignore file are relative to. */
export interface ConfigFile {
  readonly path: string;
  /** The operator named it; one that was found may be anybody's who can write to the repository. */
  readonly isNamed: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The repository root above `cwd` (the directory that holds `.git`), or `cwd`. */
export function rootOf(cwd: string): string {
  return findWorkTree(cwd) ?? resolve(cwd);
}

/** @param given the path of `--config`, which must exist. Errors: `not-found`, `unreadable`, `bad-config`. */
export async function readConfig(cwd: string, given: string | undefined): Promise<ConfigFile | undefined> {
  const found = given === undefined ? discover(cwd) : named(resolve(cwd, given));
  if (found === undefined) return undefined;
  const { path, text } = found;
  return { path, isNamed: given !== undefined, values: await parseConfig(path, text) };
}

interface Found {
  readonly path: string;
  readonly text: string;
}

function named(path: string): Found {
  const absent = `settings file ${path} cannot be read: no such file`;
  const hint = 'leave out --config, and unset LEAKWARD_CONFIG';
  return { path, text: readNamedSettings(path, { absent, hint }) };
}

function discover(cwd: string): Found | undefined {
  const root = rootOf(cwd);
  for (let at = resolve(cwd); ; at = dirname(at)) {
    const path = join(at, CONFIG_FILE);
    const text = readSettings(path, { hint: `to use it all the same: --config ${shellWord(path)}` });
    if (text !== undefined) return { path, text };
    if (at === root || dirname(at) === at) return undefined;
  }
}

/** Finds and reads leakward.toml: here or above, up to the repository root. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../model/error.ts';

export const CONFIG_FILE = 'leakward.toml';

/** A settings file's values, and the directory that its paths and the ignore file are relative to. */
export interface ConfigFile {
  readonly path: string;
  /** The operator named it; one that was found may be anybody's who can write to the repository. */
  readonly isNamed: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The repository root above `cwd` (the directory that holds `.git`), or `cwd`. */
export function rootOf(cwd: string): string {
  for (let at = resolve(cwd); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return resolve(cwd);
  }
}

/** @param given the path of `--config`, which must exist. Errors: `not-found`, `bad-config`. */
export async function readConfig(cwd: string, given: string | undefined): Promise<ConfigFile | undefined> {
  const path = given === undefined ? discover(cwd) : resolve(cwd, given);
  if (path === undefined) return undefined;
  return { path, isNamed: given !== undefined, values: await parseConfig(path, read(path)) };
}

function discover(cwd: string): string | undefined {
  const root = rootOf(cwd);
  for (let at = resolve(cwd); ; at = dirname(at)) {
    if (existsSync(join(at, CONFIG_FILE))) return join(at, CONFIG_FILE);
    if (at === root || dirname(at) === at) return undefined;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError('not-found', `settings file ${path} cannot be read`, { cause });
  }
}

/** @param path for errors. Errors: `bad-config`. */
export async function parseConfig(path: string, text: string): Promise<Readonly<Record<string, unknown>>> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const what = cause.message.split('\n', 1)[0] ?? '';
    throw new UserError('bad-config', `${path}:${cause.line}:${cause.column}: ${what}`, { cause });
  }
}

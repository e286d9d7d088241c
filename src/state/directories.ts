/**
 * Where leakward keeps files of its own: with the user, never in a repository, whose other authors could write there.
 * XDG Base Directory Specification; on Windows the local application data.
 */
import { isAbsolute, join } from 'node:path';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** `cache`: may be deleted at any time and costs only work. `state`: outlives a run, and a user may want it back. */
export type UserDirectory = 'cache' | 'state';

const PLACES = {
  cache: { variable: 'XDG_CACHE_HOME', below: ['.cache'] },
  state: { variable: 'XDG_STATE_HOME', below: ['.local', 'state'] },
} as const satisfies Record<UserDirectory, unknown>;

/**
 * The directory for our files of a kind, absolute; it need not exist yet. A relative path in a variable does not count:
 * it would lead into whatever repository is scanned.
 *
 * @returns undefined where there is no home directory
 */
export function userDirectory(kind: UserDirectory, env: Environment): string | undefined {
  const { variable, below } = PLACES[kind];
  const home = [env['HOME'] ?? '', env['USERPROFILE'] ?? ''].find((path) => path !== '');
  const candidates = [env[variable], env['LOCALAPPDATA'], home && join(home, ...below)];
  const base = candidates.find((path): path is string => path !== undefined && isAbsolute(path));
  return base === undefined ? undefined : join(base, 'leakward');
}

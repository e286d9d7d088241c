/** The files of a machine that the presets name, as a plan for the scan of files. */
import { readdirSync, type Stats, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import { type BytePath, decodePath, toBytePath } from '../../git/byte-path.ts';
import { UserError } from '../../model/error.ts';
import { excluded, reasonOf, type Walked, walk } from '../../sources/walk.ts';
import { type Base, PRESETS, type Preset } from './presets.ts';

export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** A preset with what is there of it. */
export interface Present extends Walked {
  readonly preset: Preset;
}

/** Each file once, under the first preset that names it. Errors: `not-found` if there is no home directory. */
export function planMachine(machine: Machine): Present[] {
  const bases = directoriesOf(machine);
  const seen = new Set<string>();
  return PRESETS.map((preset) => {
    const into: Present = { preset, units: [], skipped: [] };
    for (const path of pathsOf(preset, bases, machine)) {
      if (!seen.has(path)) addPath(path, bases.home, into);
      seen.add(path);
    }
    return into;
  });
}

/** The directories of the XDG base directory specification, of macOS, and of Windows' known folders. */
export function directoriesOf({ env, platform }: Machine): Readonly<Record<Base, string>> {
  const set = (name: string): string | undefined => {
    const value = env[name];
    // The specification wants relative ones ignored.
    return value !== undefined && isAbsolute(value) ? value : undefined;
  };
  const homes = platform === 'win32' ? ['USERPROFILE', 'HOME'] : ['HOME', 'USERPROFILE'];
  const home = homes.map(set).find((path) => path !== undefined);
  if (home === undefined)
    throw new UserError('not-found', 'there is no home directory', { hint: `set ${homes[0]}` });
  const config = set('XDG_CONFIG_HOME') ?? join(home, '.config');
  const data = set('XDG_DATA_HOME') ?? join(home, '.local/share');
  const state = set('XDG_STATE_HOME') ?? join(home, '.local/state');
  const xdgCache = set('XDG_CACHE_HOME') ?? join(home, '.cache');
  if (platform === 'darwin') {
    const app = join(home, 'Library/Application Support');
    return { home, config, data, state, cache: join(home, 'Library/Caches'), app, local: app };
  }
  if (platform !== 'win32') return { home, config, data, state, cache: xdgCache, app: config, local: data };
  const local = set('LOCALAPPDATA') ?? join(home, 'AppData/Local');
  return {
    home,
    config,
    data,
    state,
    cache: local,
    app: set('APPDATA') ?? join(home, 'AppData/Roaming'),
    local,
  };
}

function pathsOf(
  { base, paths }: Preset,
  bases: Readonly<Record<Base, string>>,
  { env }: Machine,
): readonly string[] {
  const roots = typeof base === 'string' ? [bases[base]] : (env[base.variable] ?? '').split(delimiter);
  return roots.filter(isAbsolute).flatMap((root) => paths.flatMap((path) => expand(root, path)));
}

/** `*` stands for one name, of which there may be none. */
function expand(root: string, path: string): readonly string[] {
  return path.split('/').reduce<readonly string[]>(
    (directories, part) => {
      const [before = '', after] = part.split('*');
      if (after === undefined) return directories.map((directory) => join(directory, part));
      const fits = (name: string): boolean =>
        name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
      return directories.flatMap((directory) =>
        namesIn(directory)
          .filter(fits)
          .map((name) => join(directory, name)),
      );
    },
    [root],
  );
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    // Absent as a rule; what else is wrong with it is told by the presets that name its parts.
    return [];
  }
}

function addPath(path: string, home: string, into: Present): void {
  const name = shownAs(path, home);
  const stat = statOf(path, name, into);
  if (stat === undefined) return;
  if (stat.isDirectory()) walk(toBytePath(path), name, into);
  // Named, so that a link to where a user keeps such files is followed.
  else if (stat.isFile()) into.units.push({ path: toBytePath(path), name, kind: 'file', isNamed: true });
  // A history that is linked to /dev/null is one that its user does not want.
  else if (!stat.isCharacterDevice())
    into.skipped.push(excluded(name, 'special file: pipe, socket or device'));
}

function statOf(path: string, name: BytePath, into: Present): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason !== 'ENOENT' && reason !== 'ENOTDIR')
      into.skipped.push({ kind: 'unread', path: decodePath(name), reason });
    return undefined;
  }
}

/** Below the home directory as `~/…`. */
function shownAs(path: string, home: string): BytePath {
  const inside = relative(home, path);
  return toBytePath(inside.startsWith('..') || isAbsolute(inside) ? path : `~/${inside}`);
}

/** Where the running leakward was installed from: its clone, or what its package manager wrote down. */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { porcelain } from '../git/porcelain.ts';
import { UserError } from '../model/error.ts';
import { isObjectId } from '../model/origin.ts';
import { readOrEmpty } from '../state/guarded-read.ts';
import { gitUrlOf, type Source, sourceOfSpec } from './source.ts';

/** The package that holds the running program; undefined where its manifest cannot be read, as in Yarn's zip files. */
function packageRoot(): string | undefined {
  const from = path.dirname(fileURLToPath(import.meta.url));
  const root = ancestors(from).find((at) => manifestOf(at)['name'] === 'leakward');
  return root === undefined ? undefined : realpathSync(root);
}

/** @param root of the package that was installed; otherwise that of the running program */
export async function installedFrom(root: string | undefined = packageRoot()): Promise<Source> {
  if (root === undefined) return { kind: 'unknown', why: 'its own package cannot be read' };
  const written = root.split(path.sep).includes('node_modules') ? writtenDown(root) : undefined;
  return await resolved(written ?? ownDirectory(root));
}

/**
 * What a project is to install leakward from.
 *
 * @param from what the user named; otherwise what the project's manifest names counts, then what this program is of
 * @throws `bad-usage` if `from` names no source
 */
export async function sourceFor(
  packageDir: string | undefined,
  from: { readonly text: string | undefined; readonly cwd: string },
): Promise<Source> {
  if (from.text !== undefined) {
    const named = await resolved(sourceOfSpec(from.text, from.cwd));
    if (named.kind !== 'unknown') return named;
    throw new UserError('bad-usage', `--from names no source of leakward: ${named.why}`, {
      hint: 'pass a tarball, the directory of a clone, or a git URL with its commit: URL#COMMIT',
    });
  }
  const spec = packageDir === undefined ? undefined : specIn(packageDir);
  const declared = spec === undefined ? undefined : sourceOfSpec(spec, packageDir ?? '');
  return declared === undefined || declared.kind === 'unknown'
    ? await installedFrom()
    : await resolved(declared);
}

/** A directory that is a clone is known by its commit. */
async function resolved(source: Source): Promise<Source> {
  if (source.kind !== 'directory') return source;
  const at = existsSync(source.path) ? realpathSync(source.path) : source.path;
  return existsSync(path.join(at, '.git')) ? await cloneSource(at) : { ...source, path: at };
}

function ownDirectory(root: string): Source {
  if (!/(?:^|[\\/])node_modules(?:[\\/]|$)|\.zip[\\/]/.test(root))
    return { kind: 'directory', path: root, commit: undefined };
  return { kind: 'unknown', why: 'its package manager wrote down no source: a global npm install does not' };
}

/** What a package manager wrote: npm in its hidden lock file, the others in the manifest of the project. */
function writtenDown(root: string): Source | undefined {
  for (const at of ancestors(path.dirname(root))) {
    const lock = jsonOf(path.join(at, 'node_modules/.package-lock.json'));
    const entry = objectAt(objectAt(lock, 'packages'), 'node_modules/leakward');
    const locked = entry['resolved'];
    const spec = specIn(at);
    if (typeof locked !== 'string' && spec === undefined) continue;
    const declared = spec === undefined ? undefined : sourceOfSpec(spec, at);
    if (typeof locked !== 'string') return declared;
    const found = sourceOfSpec(entry['link'] === true ? `file:${locked}` : locked, at);
    // npm writes an address for ssh whatever was typed; only the commit is news.
    const url = found.kind === 'git' ? gitUrlOf(spec?.replace(/#.*/, '') ?? '') : undefined;
    return found.kind === 'git' && url !== undefined ? { ...found, url } : found;
  }
  return undefined;
}

/** At its commit from where it was cloned, if that has the commit and the files are its own; otherwise the directory. */
async function cloneSource(root: string): Promise<Source> {
  const options = { cwd: root, access: { repository: 'discover' } } as const;
  const ask = async (...args: string[]): Promise<string> => {
    const answer = await porcelain(options, (git) => git.raw(args)).catch(() => '');
    return answer.trim();
  };
  const commit = await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  const changed = await ask(
    'status',
    '--porcelain',
    '--untracked-files=no',
    '--',
    'bin',
    'dist',
    'package.json',
  );
  if (!isObjectId(commit) || changed !== '') return { kind: 'directory', path: root, commit: undefined };
  const url = gitUrlOf(withScheme(await ask('config', '--get', 'remote.origin.url')));
  const published = await ask('for-each-ref', '--count=1', `--contains=${commit}`, 'refs/remotes/origin');
  return url === undefined || published === ''
    ? { kind: 'directory', path: root, commit }
    : { kind: 'git', url, commit };
}

/** A remote of git needs no `.git` at its end to be one. */
function withScheme(remote: string): string {
  return /^(?:https?|file):\/\//.test(remote) ? `git+${remote}` : remote;
}

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/** How a manifest names leakward among its dependencies. */
export function specIn(directory: string): string | undefined {
  const manifest = manifestOf(directory);
  const specs = KINDS.map((kind) => objectAt(manifest, kind)['leakward']);
  return specs.find((spec) => typeof spec === 'string');
}

function manifestOf(directory: string): Record<string, unknown> {
  return jsonOf(path.join(directory, 'package.json'));
}

/** Empty for what is not there or not an object: other people's files. */
function jsonOf(file: string): Record<string, unknown> {
  try {
    return objectAt({ file: JSON.parse(readOrEmpty(file)) as unknown }, 'file');
  } catch {
    return {};
  }
}

function objectAt(from: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const value = Object.hasOwn(from, name) ? from[name] : undefined;
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function ancestors(from: string): string[] {
  const above = path.dirname(from);
  return above === from ? [from] : [from, ...ancestors(above)];
}

/** What is there to build on: the repository, its hooks, the hook manager, the package manager. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { porcelain } from '../git/porcelain.ts';
import { findProgram } from '../git/program.ts';
import { isInside } from '../git/real-path.ts';
import { openRepository } from '../git/repository.ts';
import type { GitOptions } from '../git/spawn.ts';
import { findWorkTree, pathIn } from '../git/work-tree.ts';
import { UserError } from '../model/error.ts';
import { shellText } from '../model/shell.ts';
import { readGuarded, readOrEmpty } from '../state/guarded-read.ts';

const MANAGERS = ['husky', 'pre-commit', 'lefthook', 'plain'] as const;
export type Manager = (typeof MANAGERS)[number];

export const HOOKS = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-applypatch', 'pre-push'] as const;
export type HookName = (typeof HOOKS)[number];

/** The hooks that a manager installs. The pre-commit framework and prek refuse those of `git am`. */
export function hooksOf(manager: Manager): readonly HookName[] {
  return manager === 'pre-commit' ? HOOKS.filter((hook) => hook !== 'pre-applypatch') : HOOKS;
}

/** Yarn 4 keeps packages in zip files (`yarn-pnp`) or, if told so, in node_modules (`yarn-berry`); `yarn` is Yarn 1. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'yarn-pnp' | 'bun';

/** All paths absolute. */
export interface Project {
  /** Root of the work tree. */
  readonly root: string;
  readonly gitDir: string;
  readonly commonDir: string;
  readonly objects: string;
  /** Directory that git runs hooks from, as it stands now. */
  readonly hooksDir: string;
  /** Who set `core.hooksPath`, and to what, if anyone did. */
  readonly hooksPath: { readonly scope: string; readonly value: string } | undefined;
  /** Nearest directory, up to the root, with a package.json. */
  readonly packageDir: string | undefined;
  readonly packageManager: PackageManager;
  readonly manager: Manager;
  /** The program that runs the hooks of .pre-commit-config.yaml: the framework, or prek in its place. */
  readonly framework: 'pre-commit' | 'prek';
  readonly usesLfs: boolean;
  /** What git needs to work on it, from its root. */
  readonly git: Pick<GitOptions, 'cwd' | 'gitDir' | 'access'>;
}

/**
 * The repository that `cwd` belongs to, or that GIT_DIR and GIT_WORK_TREE name. Changes nothing.
 *
 * @throws `not-a-repository` also where there is no work tree; `git-failed`
 */
export async function readProject(cwd: string): Promise<Project> {
  const isNamed = ['GIT_DIR', 'GIT_WORK_TREE'].some((name) => process.env[name] !== undefined);
  const repository = await openRepository(cwd, !isNamed);
  const root = isNamed ? await namedWorkTree(repository.git) : findWorkTree(cwd);
  if (root === undefined) {
    throw new UserError('not-a-repository', `${cwd} is a bare repository: it has no commits to guard`, {
      hint: 'on a server the pre-receive hook calls leakward guard pre-receive',
    });
  }
  const git = { ...repository.git, cwd: root };
  const hooksPath = await readHooksPath(git);
  const packageDir = packageOf(isInside(cwd, root) ? cwd : root, root);
  const hooksDir =
    hooksPath === undefined ? path.join(repository.commonDir, 'hooks') : path.resolve(root, hooksPath.value);
  return {
    root,
    gitDir: repository.gitDir,
    commonDir: repository.commonDir,
    objects: repository.objects,
    hooksPath,
    hooksDir,
    packageDir,
    packageManager: packageManagerOf(packageDir ?? root, root),
    manager: managerOf(root, packageDir),
    framework: frameworkOf(hooksDir),
    usesLfs: /filter=lfs/.test(readOrEmpty(path.join(root, '.gitattributes'))),
    git,
  };
}

/** The work tree of the environment's repository: GIT_WORK_TREE, `core.worktree`, or the working directory. */
async function namedWorkTree(repository: Project['git']): Promise<string | undefined> {
  const output = await porcelain(repository, (git) => git.raw('rev-parse', '--show-toplevel')).catch(
    noWorkTree,
  );
  return output === '' ? undefined : path.resolve(repository.cwd, pathIn(output));
}

/** Of a bare repository git says that the question makes no sense. */
function noWorkTree(error: unknown): string {
  if (error instanceof UserError && error.code === 'git-failed') return '';
  throw error;
}

/**
 * True if the hooks are those of all repositories of a user or machine: `core.hooksPath` is set in the global or system
 * configuration, to a directory outside this repository.
 */
export function sharesHooks({ hooksPath, hooksDir, root, commonDir }: Project): boolean {
  const isOfMany = hooksPath !== undefined && ['global', 'system'].includes(hooksPath.scope);
  return isOfMany && !isInside(hooksDir, root) && !isInside(hooksDir, commonDir);
}

/** The value in force. Our own runs of git set another one, in the scope `command`. */
async function readHooksPath(repository: Project['git']): Promise<Project['hooksPath']> {
  // Each value is two strings with `-z`: of lines, one that holds a line end would be two.
  const args = ['config', '-z', '--show-scope', '--get-all', 'core.hooksPath'];
  const output = await porcelain(repository, (git) => git.raw(args));
  const parts = output.split('\0');
  const values = parts
    .flatMap((scope, i) =>
      i % 2 === 0 && i + 1 < parts.length ? [{ scope, value: parts[i + 1] ?? '' }] : [],
    )
    .filter(({ scope, value }) => scope !== 'command' && value !== '');
  const last = values.at(-1);
  return last && { ...last, value: last.value.replace(/^~(?=\/|$)/, process.env['HOME'] ?? '~') };
}

/** The package whose hooks these are: of a workspace's members the one that holds them together, else the nearest. */
function packageOf(cwd: string, root: string): string | undefined {
  const packages = upwards(path.resolve(cwd), root).filter((at) => existsSync(path.join(at, 'package.json')));
  return packages.find(holdsOthers) ?? packages[0];
}

function holdsOthers(directory: string): boolean {
  return (
    ['.husky', 'pnpm-workspace.yaml'].some((name) => existsSync(path.join(directory, name))) ||
    /"workspaces"\s*:/.test(readOrEmpty(path.join(directory, 'package.json')))
  );
}

/** The directory and those above it, up to the root. */
function upwards(from: string, root: string): string[] {
  const above = path.dirname(from);
  return from === root || above === from ? [from] : [from, ...upwards(above, root)];
}

/** What is installed stays; otherwise what there is. */
function frameworkOf(hooksDir: string): Project['framework'] {
  const hook = readOrEmpty(path.join(hooksDir, 'pre-commit'));
  if (/\bprek\b/.test(hook)) return 'prek';
  const directories = (process.env['PATH'] ?? '').split(path.delimiter);
  const isThere = (name: Project['framework']): boolean => findProgram(name, directories) !== undefined;
  return !isThere('pre-commit') && isThere('prek') ? 'prek' : 'pre-commit';
}

const LOCK_FILES = [
  ['.pnp.cjs', 'yarn-pnp'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
] as const;

/** By lock file, here or in the workspace above. */
function packageManagerOf(from: string, root: string): PackageManager {
  for (const at of upwards(from, root)) {
    const found = LOCK_FILES.find(([file]) => existsSync(path.join(at, file)));
    if (found !== undefined) return found[1] === 'yarn' ? yarnOf(at) : found[1];
  }
  const named = /"packageManager"\s*:\s*"(npm|pnpm|yarn|bun)@/.exec(
    readOrEmpty(path.join(from, 'package.json')),
  )?.[1] as 'npm' | 'pnpm' | 'yarn' | 'bun' | undefined;
  return named === 'yarn' ? yarnOf(from) : (named ?? 'npm');
}

function yarnOf(directory: string): PackageManager {
  const settings = path.join(directory, '.yarnrc.yml');
  const isFirst =
    !existsSync(settings) && !/"yarn@[2-9]/.test(readOrEmpty(path.join(directory, 'package.json')));
  if (isFirst) return 'yarn';
  return /^nodeLinker: *["']?(?:node-modules|pnpm)/m.test(readOrEmpty(settings)) ? 'yarn-berry' : 'yarn-pnp';
}

function managerOf(root: string, packageDir: string | undefined): Manager {
  const manifest = packageDir === undefined ? '' : readOrEmpty(path.join(packageDir, 'package.json'));
  const directories = [root, ...(packageDir === undefined ? [] : [packageDir])];
  if (directories.some((one) => existsSync(path.join(one, '.husky'))) || /"husky"\s*:/.test(manifest))
    return 'husky';
  if (existsSync(path.join(root, '.pre-commit-config.yaml'))) return 'pre-commit';
  if (lefthookFile(root) !== undefined) return 'lefthook';
  return 'plain';
}

/** lefthook's settings, under any of the names it reads. */
export function lefthookFile(root: string): string | undefined {
  const names = ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml'];
  return names.map((name) => path.join(root, name)).find((file) => existsSync(file));
}

/** Files that are settings: a link is refused. */
export const SETTINGS = { isHook: false } as const;

/**
 * Text of a file that is to be changed; empty if there is none. Hooks may be links, as git runs what they lead to;
 * through any other link a file outside the repository could be changed. Errors: `unreadable`.
 */
export function editableText(file: string, { isHook }: { readonly isHook: boolean }): string {
  const read = readGuarded(file, { followsLinks: isHook });
  if (read.kind === 'read') return read.bytes.toString('utf8');
  if (read.kind === 'absent') return '';
  throw new UserError('unreadable', `cannot read ${file}: ${read.reason}`, {
    hint: `move it away: ${shellText(['mv', file, `${file}.old`])}`,
  });
}

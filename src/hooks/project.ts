/** What is there to build on: the repository, its hooks, the hook manager, the package manager. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openRepository } from '../git/repository.ts';
import { git } from '../git/spawn.ts';
import { findWorkTree } from '../git/work-tree.ts';
import { UserError } from '../model/error.ts';

export const MANAGERS = ['husky', 'pre-commit', 'lefthook', 'plain'] as const;
export type Manager = (typeof MANAGERS)[number];

export const HOOKS = ['pre-commit', 'pre-merge-commit', 'pre-push'] as const;
export type HookName = (typeof HOOKS)[number];

/** All paths absolute. */
export interface Project {
  /** Root of the work tree. */
  readonly root: string;
  readonly commonDir: string;
  readonly objects: string;
  /** Directory that git runs hooks from, as it stands now. */
  readonly hooksDir: string;
  /** Who set `core.hooksPath`, and to what, if anyone did. */
  readonly hooksPath: { readonly scope: string; readonly value: string } | undefined;
  /** Nearest directory, up to the root, with a package.json. */
  readonly packageDir: string | undefined;
  readonly packageManager: 'npm' | 'pnpm' | 'yarn' | 'yarn-pnp' | 'bun';
  readonly manager: Manager;
  readonly usesLfs: boolean;
}

/** Looks round; changes nothing. Errors: `not-a-repository`, `git-failed`. */
export async function readProject(cwd: string): Promise<Project> {
  const repository = await openRepository(cwd, true);
  const root = findWorkTree(cwd);
  if (root === undefined) {
    throw new UserError('not-a-repository', `${cwd} is a bare repository: it has no commits to guard`, {
      hint: 'on a server the pre-receive hook calls leakward guard pre-receive',
    });
  }
  const hooksPath = await readHooksPath(root);
  const packageDir = nearestPackage(cwd, root);
  return {
    root,
    commonDir: repository.commonDir,
    objects: repository.objects,
    hooksPath,
    hooksDir:
      hooksPath === undefined
        ? path.join(repository.commonDir, 'hooks')
        : path.resolve(root, hooksPath.value),
    packageDir,
    packageManager: packageManagerOf(packageDir ?? root, root),
    manager: managerOf(root, packageDir),
    usesLfs: /filter=lfs/.test(textOf(path.join(root, '.gitattributes'))),
  };
}

/** The value in force. Our own runs of git set another one, in the scope `command`. */
async function readHooksPath(root: string): Promise<Project['hooksPath']> {
  const args = ['config', '--show-scope', '--get-all', 'core.hooksPath'];
  const output = await git(args, { cwd: root, access: { repository: 'discover' }, statuses: [0, 1] });
  const values = output
    .toString()
    .split('\n')
    .map((line) => ({ scope: line.split('\t')[0] ?? '', value: line.split('\t')[1] ?? '' }))
    .filter(({ scope, value }) => scope !== 'command' && value !== '');
  const last = values.at(-1);
  return last && { ...last, value: last.value.replace(/^~(?=\/|$)/, process.env['HOME'] ?? '~') };
}

function nearestPackage(cwd: string, root: string): string | undefined {
  for (let at = path.resolve(cwd); ; at = path.dirname(at)) {
    if (existsSync(path.join(at, 'package.json'))) return at;
    if (at === root || path.dirname(at) === at) return undefined;
  }
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
function packageManagerOf(from: string, root: string): Project['packageManager'] {
  for (let at = from; ; at = path.dirname(at)) {
    const found = LOCK_FILES.find(([file]) => existsSync(path.join(at, file)));
    if (found !== undefined) return found[1];
    if (at === root || path.dirname(at) === at) break;
  }
  const named = /"packageManager"\s*:\s*"(npm|pnpm|yarn|bun)@/.exec(
    textOf(path.join(from, 'package.json')),
  )?.[1];
  return (named as Project['packageManager'] | undefined) ?? 'npm';
}

function managerOf(root: string, packageDir: string | undefined): Manager {
  const manifest = packageDir === undefined ? '' : textOf(path.join(packageDir, 'package.json'));
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

/** A file's text; empty if it cannot be read. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The command by which each package manager adds packages to a project. */
import type { PackageManager } from './project.ts';

const ADD = {
  npm: ['npm', 'install', '--save-dev'],
  pnpm: ['pnpm', 'add', '--save-dev'],
  yarn: ['yarn', 'add', '--dev'],
  'yarn-berry': ['yarn', 'add', '--dev'],
  'yarn-pnp': ['yarn', 'add', '--dev'],
  bun: ['bun', 'add', '--dev'],
} as const satisfies Record<PackageManager, readonly [string, ...string[]]>;

/** The program and its arguments. */
export function installCommand(
  manager: PackageManager,
  packages: readonly string[],
): readonly [string, ...string[]] {
  const [program, ...args] = ADD[manager];
  return [program, ...args, ...packages];
}

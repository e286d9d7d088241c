/** Would a commit here really be guarded? Each check is a line; nothing is changed. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { git } from '../git/spawn.ts';
import { hasBlock } from './block.ts';
import { huskyDir } from './plan.ts';
import { HOOKS, lefthookFile, type Project, textOf } from './project.ts';

export interface Check {
  readonly state: 'ok' | 'warn' | 'fail';
  readonly text: string;
  readonly hint?: string;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** PATH that hooks get. */
  readonly searchPath: string;
}

/** PATH of programs that a desktop starts: no shell has read its profile. */
export const GUI_PATH = '/usr/bin:/bin:/usr/sbin:/sbin';

/** All checks, the decisive ones first. */
export async function examine(project: Project, around: Surroundings): Promise<Check[]> {
  return [
    hooksInForce(project),
    ...HOOKS.map((hook) => hookCheck(project, hook)),
    programCheck(
      'node',
      [],
      around,
      'hooks cannot start leakward without node; GUI clients need it in /usr/local/bin or a husky init.sh',
    ),
    programCheck(
      'leakward',
      localBins(project),
      around,
      'npm install --save-dev leakward, or npm install --global leakward',
    ),
    ...environmentChecks(project, around),
    await envFileCheck(project),
  ];
}

function hooksInForce({ hooksPath, hooksDir, root }: Project): Check {
  const whose = hooksPath === undefined ? 'hooks run from' : `core.hooksPath (${hooksPath.scope}) says`;
  const shown = path.relative(root, hooksDir) || hooksDir;
  if (isDirectory(hooksDir)) return { state: 'ok', text: `${whose} ${shown}` };
  return {
    state: 'fail',
    text: `${whose} ${shown}, which does not exist: no hook runs here`,
    hint: 'a fresh clone or work tree needs its install step: npm install, or leakward init',
  };
}

/** The file that git starts, and the lines in it or behind it that call us. */
function hookCheck(project: Project, hook: string): Check {
  const file = path.join(project.hooksDir, hook);
  const hint = 'leakward init writes it';
  if (!existsSync(file)) return { state: 'fail', text: `${hook}: there is no such hook`, hint };
  if (!isProgram(file))
    return {
      state: 'fail',
      text: `${hook}: ${file} is not executable, so git passes it by`,
      hint: `chmod +x ${file}`,
    };
  if (!callsGuard(project, file, hook))
    return { state: 'fail', text: `${hook}: the hook does not call leakward guard`, hint };
  return { state: 'ok', text: `${hook}: guarded` };
}

function callsGuard(project: Project, file: string, hook: string): boolean {
  const calls = (text: string): boolean => hasBlock(text) || text.includes(`guard ${hook}`);
  const text = textOf(file);
  if (calls(text)) return true;
  if (path.basename(project.hooksDir) === '_') return calls(textOf(path.join(huskyDir(project), hook)));
  if (text.includes('pre-commit.com'))
    return calls(textOf(path.join(project.root, '.pre-commit-config.yaml')));
  const lefthook = text.includes('lefthook') ? lefthookFile(project.root) : undefined;
  return (
    lefthook !== undefined &&
    (calls(textOf(lefthook)) || calls(textOf(path.join(project.root, '.lefthook-leakward.yml'))))
  );
}

function localBins({ packageDir }: Project): string[] {
  return packageDir === undefined ? [] : [path.join(packageDir, 'node_modules/.bin')];
}

function programCheck(
  name: string,
  first: readonly string[],
  { searchPath }: Surroundings,
  hint: string,
): Check {
  const directories = [...first, ...searchPath.split(path.delimiter)];
  const found = directories.map((directory) => path.join(directory, name)).find(isProgram);
  return found === undefined
    ? { state: 'fail', text: `${name} is not on the PATH that hooks get`, hint }
    : { state: 'ok', text: `${name} is ${found}` };
}

function environmentChecks({ root }: Project, { env }: Surroundings): Check[] {
  const checks: Check[] = [];
  if (env['HUSKY'] === '0')
    checks.push({ state: 'fail', text: 'HUSKY=0 is set: husky runs nothing', hint: 'unset HUSKY' });
  if ((env['LEAKWARD_SKIP'] ?? '') !== '')
    checks.push({
      state: 'fail',
      text: 'LEAKWARD_SKIP is set: the guard skips',
      hint: 'unset LEAKWARD_SKIP',
    });
  if (existsSync(path.join(root, '.jj'))) {
    const hint = 'run leakward diff in your push alias, and the GitHub Action on pull requests';
    checks.push({ state: 'fail', text: 'this is a Jujutsu repository: jj runs no git hooks', hint });
  }
  return checks;
}

async function envFileCheck({ root }: Project): Promise<Check> {
  const output = await git(['check-ignore', '.env'], {
    cwd: root,
    hasLiteralPaths: false,
    access: { repository: 'discover' },
    statuses: [0, 1],
  });
  if (output.length > 0) return { state: 'ok', text: '.env files are ignored' };
  return { state: 'warn', text: 'no ignore file covers .env', hint: 'add .env and .env.* to .gitignore' };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

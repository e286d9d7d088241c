/** Would a commit here really be guarded? Each check is a line; nothing is changed. */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { porcelain } from '../git/porcelain.ts';
import { findProgram, isProgram } from '../git/program.ts';
import { shellText, shellWord } from '../model/shell.ts';
import { readOrEmpty } from '../state/guarded-read.ts';
import { fetchedByName } from './by-name.ts';
import { installCommand } from './install.ts';
import { huskyDir } from './managers/husky.ts';
import { lefthookOwn } from './managers/lefthook.ts';
import { FRAMEWORK_IDS } from './managers/pre-commit.ts';
import { HOOKS, type HookName, hooksOf, lefthookFile, type Project } from './project.ts';
import { type Source, specOf } from './source.ts';

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

/**
 * All checks, the decisive ones first.
 *
 * @param source where leakward can be installed from
 */
export async function examine(project: Project, around: Surroundings, source: Source): Promise<Check[]> {
  return [
    hooksInForce(project),
    ...HOOKS.map((hook) => hookCheck(project, hook)),
    nodeCheck(around),
    leakwardCheck(project, around, source),
    ...byNameChecks(project, source),
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
function hookCheck(project: Project, hook: HookName): Check {
  const file = path.join(project.hooksDir, hook);
  const hint = 'leakward init writes it';
  if (!existsSync(file)) {
    if (!hooksOf(project.manager).includes(hook)) return unknownToManager(project, hook, file);
    return { state: 'fail', text: `${hook}: there is no such hook`, hint };
  }
  if (!isProgram(file))
    return {
      state: 'fail',
      text: `${hook}: ${file} is not executable, so git passes it by`,
      hint: `chmod +x ${shellWord(file)}`,
    };
  if (!callsGuard(project, file, hook))
    return { state: 'fail', text: `${hook}: the hook does not call leakward guard`, hint };
  return { state: 'ok', text: `${hook}: guarded` };
}

/** Only the user can add this hook, in each clone. */
function unknownToManager({ framework }: Project, hook: HookName, file: string): Check {
  const shown = `'${file.replaceAll("'", "'\\''")}'`;
  const script = `#!/bin/sh\\nexec leakward guard ${hook}\\n`;
  return {
    state: 'warn',
    text: `${hook}: ${framework} does not install this hook: a key that git am applies is stopped at push only`,
    hint: `in this clone: printf '${script}' >${shown} && chmod +x ${shown}`,
  };
}

/** A line that ends the hook, whatever happened before it. */
const ENDS = /^(?:exit|exec)\b(?!\s*<)/m;

function callsGuard(project: Project, file: string, hook: HookName): boolean {
  const call = new RegExp(`\\bguard["',\\s]+${hook}\\b`);
  const calls = (written: string): boolean => {
    const text = inForce(written);
    const at = text.search(call);
    return at >= 0 && !ENDS.test(text.slice(0, text.lastIndexOf('\n', at) + 1));
  };
  const text = readOrEmpty(file);
  if (calls(text)) return true;
  if (path.basename(project.hooksDir) === '_') {
    const own = readOrEmpty(path.join(huskyDir(project), hook));
    return calls(own) || (own.includes('lint-staged') && calls(lintStagedOf(project)));
  }
  if (/pre-commit\.com|\bprek\b/.test(text)) {
    const config = inForce(readOrEmpty(path.join(project.root, '.pre-commit-config.yaml')));
    return calls(config) || hasId(config, FRAMEWORK_IDS[hook]);
  }
  const lefthook = text.includes('lefthook') ? lefthookFile(project.root) : undefined;
  if (lefthook === undefined) return false;
  const own = path.basename(lefthookOwn(project.root));
  const settings = readOrEmpty(lefthook);
  return (
    calls(settings) || (inForce(settings).includes(own) && calls(readOrEmpty(lefthookOwn(project.root))))
  );
}

/** A hook of our repository in the framework's settings. */
function hasId(config: string, id: string | undefined): boolean {
  return id !== undefined && new RegExp(`\\bid: *${id} *$`, 'm').test(config);
}

/** Without the lines that are comments, in shell, YAML and JavaScript. */
function inForce(text: string): string {
  return text.replace(/^[ \t]*(?:#|\/\/).*$/gm, '');
}

/** Everything that may be lint-staged's settings. */
function lintStagedOf({ packageDir, root }: Project): string {
  const directory = packageDir ?? root;
  const names = readdirSync(directory).filter((name) =>
    /^(?:package\.json|\.lintstagedrc.*|lint-staged\.config\..*)$/.test(name),
  );
  return names.map((name) => readOrEmpty(path.join(directory, name))).join('\n');
}

function localBins({ packageDir, root }: Project): string[] {
  return packageDir === undefined
    ? []
    : [...new Set([packageDir, root])].map((one) => path.join(one, 'node_modules/.bin'));
}

function programCheck(
  name: string,
  first: readonly string[],
  { searchPath }: Surroundings,
  hint: string,
): Check {
  const found = findProgram(name, [...first, ...searchPath.split(path.delimiter)]);
  return found === undefined
    ? { state: 'fail', text: `${name} is not on the PATH that hooks get`, hint }
    : { state: 'ok', text: `${name} is ${found}` };
}

function nodeCheck(around: Surroundings): Check {
  const hint =
    'hooks cannot start leakward without it; GUI clients need it in /usr/local/bin or a husky init.sh';
  const check = programCheck('node', [], around, hint);
  const version = check.state === 'ok' ? nodeVersion(around.searchPath) : undefined;
  if (version === undefined || isFit(version)) return check;
  return {
    state: 'fail',
    text: `${check.text}, ${version}: too old`,
    hint: 'leakward needs Node 20.19 or newer',
  };
}

/** Undefined if it does not say. */
function nodeVersion(searchPath: string): string | undefined {
  const { stdout } = spawnSync('node', ['--version'], { env: { PATH: searchPath }, encoding: 'utf8' });
  return /^v\d+\.\d+\.\S+/.exec(stdout ?? '')?.[0];
}

function isFit(version: string): boolean {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19);
}

function leakwardCheck(project: Project, around: Surroundings, source: Source): Check {
  const hint = installHint(project, source);
  if (project.packageManager !== 'yarn-pnp')
    return programCheck('leakward', localBins(project), around, hint);
  const isInstalled = readOrEmpty(path.join(project.packageDir ?? project.root, '.pnp.cjs')).includes(
    '"leakward"',
  );
  if (isInstalled) return programCheck('yarn', [], around, 'hooks call leakward through yarn: install it');
  return { state: 'fail', text: 'Yarn has not installed leakward', hint };
}

/** A command with an address, never with the name alone. */
function installHint({ packageDir, packageManager }: Project, source: Source): string {
  if (source.kind === 'unknown')
    return `install it from a tarball, a clone, or a git URL#COMMIT; where this one came from is not known (${source.why})`;
  const spec = specOf(source);
  return shellText(
    packageDir === undefined ? ['npm', 'install', '--global', spec] : installCommand(packageManager, [spec]),
  );
}

/** Whoever registers a name that nobody owns runs code in every project that asks for it. */
function byNameChecks(project: Project, source: Source): Check[] {
  return fetchedByName(project).map(({ file, what }) => ({
    state: 'warn',
    text: `${path.relative(project.root, file)}: ${what}: nobody owns that name on npm yet`,
    hint: what.startsWith('npx') ? 'npx --no-install leakward …' : installHint(project, source),
  }));
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

async function envFileCheck(project: Project): Promise<Check> {
  const ignored = await porcelain({ ...project.git, hasLiteralPaths: false }, (git) =>
    git.checkIgnore('.env'),
  );
  if (ignored.length > 0) return { state: 'ok', text: '.env files are ignored' };
  return { state: 'warn', text: 'no ignore file covers .env', hint: 'add .env and .env.* to .gitignore' };
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** What in a project would fetch leakward by its bare name: whoever registers that name on npm runs code there. */
import path from 'node:path';
import { readOrEmpty } from '../state/guarded-read.ts';
import { specIn } from './installed.ts';
import { huskyDir } from './managers/husky.ts';
import { lefthookOwn } from './managers/lefthook.ts';
import { HOOKS, lefthookFile, type Project } from './project.ts';
import { isByName } from './source.ts';

/** A file, and what in it fetches by name. */
export interface ByName {
  readonly file: string;
  readonly what: string;
}

/** Programs that fetch a package which is not installed. `npx --no-install` does not. */
const RUNNERS =
  /\b(npx|bunx|(?:pnpm|yarn) dlx|npm (?:exec|x)|bun x)\b(?![^\n]*--no(?:-install)?\b)[^\n;&|]*?\bleakward\b(?!@(?:file:|git\+|https?:))/;

/** An item of a YAML sequence that is the name alone, or with a version. */
const ITEM = /(?:^|[\s,[:])["']?leakward(?:@(?:latest|[~^\d*][^"',\]]*))?["']?[ \t]*(?:[,\]#]|$)/;

/** All of them, in hooks, manifests and settings of hook managers. */
export function fetchedByName(project: Project): ByName[] {
  const { root, packageDir, hooksDir } = project;
  const found: ByName[] = [];
  if (packageDir !== undefined) {
    const spec = specIn(packageDir);
    const manifest = path.join(packageDir, 'package.json');
    if (spec !== undefined && isByName(spec))
      found.push({ file: manifest, what: 'the registry says what its dependency leakward is' });
  }
  const settings = path.join(root, '.pre-commit-config.yaml');
  if (dependencyLines(readOrEmpty(settings)).some((line) => ITEM.test(line)))
    found.push({ file: settings, what: 'additional_dependencies names leakward alone' });
  const hooks = [hooksDir, huskyDir(project)].flatMap((at) => HOOKS.map((hook) => path.join(at, hook)));
  const manifests = packageDir === undefined ? [] : [path.join(packageDir, 'package.json')];
  const others = [settings, lefthookFile(root) ?? '', lefthookOwn(root), ...manifests];
  for (const file of new Set([...hooks, ...others].filter((one) => one !== ''))) {
    const runner = linesOf(readOrEmpty(file)).flatMap((line) => RUNNERS.exec(line)?.[1] ?? [])[0];
    if (runner !== undefined)
      found.push({ file, what: `${runner} fetches leakward where it is not installed` });
  }
  return found;
}

/** Longer lines are not what a person writes, and patterns are not to be tried on them. */
const MAX_LINE = 4096;

/** Without comments. */
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.length <= MAX_LINE && !/^[ \t]*(?:#|\/\/)/.test(line));
}

/** The lines of the framework's settings that say what else is installed for a hook. */
function dependencyLines(text: string): string[] {
  let isList = false;
  return linesOf(text).filter((line) => {
    const key = /^[ \t]*(?:- +)?([\w-]+):(?:[ \t]|$)/.exec(line)?.[1];
    if (key !== undefined) isList = key === 'additional_dependencies';
    return isList;
  });
}

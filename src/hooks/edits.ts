/** What a plan consists of, and the edits that put the guard into hook files. Nothing is written here. */
import path from 'node:path';
import { type Calling, hookLines, marked, withHook, withoutBlock } from './block.ts';
import { editableText, HOOKS, type Manager, type Project } from './project.ts';
import type { Source } from './source.ts';

/** A file to write, or to delete if `after` is undefined. */
export interface Edit {
  readonly file: string;
  readonly after: string | undefined;
  readonly isProgram: boolean;
}

/** A program to run, with consent. */
export interface Step {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
}

export interface Plan {
  readonly edits: readonly Edit[];
  readonly steps: readonly Step[];
  /** What the user has to know of it, a sentence each. */
  readonly notes: readonly string[];
}

export interface PlanOptions {
  readonly manager: Manager;
  readonly missing: 'warn' | 'block';
  /** Where hook and package managers get leakward from. */
  readonly source: Source;
}

/** How the hooks of a project call leakward. */
export function callingOf(project: Project, { missing }: PlanOptions, callsLfs: boolean): Calling {
  const { packageDir, root } = project;
  const bin = packageDir === undefined ? '' : path.join(path.relative(root, packageDir), 'node_modules/.bin');
  return {
    bin: bin.replaceAll('\\', '/'),
    isPnp: project.packageManager === 'yarn-pnp',
    missing,
    callsLfs,
  };
}

/** Edits that put our lines into every hook of a directory. */
export function hookEdits(
  project: Project,
  directory: string,
  options: PlanOptions,
  isProgram: boolean,
): Edit[] {
  return HOOKS.flatMap((hook) => {
    const file = path.join(directory, hook);
    const before = editableText(file, { isHook: true });
    const callsLfs = hook === 'pre-push' && project.usesLfs && !/git[ -]lfs/.test(withoutBlock(before, file));
    const block = marked(hookLines(hook, callingOf(project, options, callsLfs)));
    const after = withHook(before === '' && isProgram ? '#!/bin/sh\n' : before, block, file);
    return after === before ? [] : [{ file, after, isProgram }];
  });
}

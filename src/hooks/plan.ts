/** What init would change: edits of files and commands to run, as data. Nothing is written here. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { withoutBlock } from './block.ts';
import { hookEdits, type Plan, type PlanOptions } from './edits.ts';
import { huskyDir, planHusky } from './managers/husky.ts';
import { lefthookOwn, planLefthook } from './managers/lefthook.ts';
import { planPreCommit } from './managers/pre-commit.ts';
import { editableText, HOOKS, lefthookFile, type Manager, type Project } from './project.ts';

/** Errors: `refused` where a file is of a form that cannot be changed safely. */
export function planInit(project: Project, options: PlanOptions): Plan {
  return PLANNERS[options.manager](project, options);
}

/** Takes out everything that any plan puts in. */
export function planRemoval(project: Project): Plan {
  const hookFiles = [project.hooksDir, huskyDir(project)].flatMap((directory) =>
    HOOKS.map((hook) => path.join(directory, hook)),
  );
  const files = [
    ...hookFiles,
    path.join(project.root, '.pre-commit-config.yaml'),
    lefthookFile(project.root) ?? '',
  ];
  const edits = [...new Set(files)].flatMap((file) => {
    const before = file === '' ? '' : editableText(file, { isHook: hookFiles.includes(file) });
    const after = withoutBlock(before, file);
    if (after === before) return [];
    const isOurs = hookFiles.includes(file) && /^(?:#!.*\n)?\s*$/.test(after);
    return [{ file, after: isOurs ? undefined : after, isProgram: hookFiles.includes(file) }];
  });
  const own = lefthookOwn(project.root);
  const extra = existsSync(own) ? [{ file: own, after: undefined, isProgram: false }] : [];
  return { edits: [...edits, ...extra], steps: [], notes: [] };
}

const PLANNERS = {
  plain: (project, options) => ({
    edits: hookEdits(project, project.hooksDir, options, true),
    steps: [],
    notes: [],
  }),
  husky: planHusky,
  'pre-commit': planPreCommit,
  lefthook: planLefthook,
} as const satisfies Record<Manager, (project: Project, options: PlanOptions) => Plan>;

/** What init would change: edits of files and commands to run, as data. Nothing is written here. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { withoutBlock } from './block.ts';
import { hookEdits, type Plan, type PlanOptions } from './edits.ts';
import { huskyDir, planHusky } from './managers/husky.ts';
import { itemOf as extendedItem, lefthookOwn, planLefthook } from './managers/lefthook.ts';
import { planPreCommit, itemOf as repositoryItem } from './managers/pre-commit.ts';
import { withoutItem } from './managers/yaml-list.ts';
import { editableText, HOOKS, lefthookFile, type Manager, type Project, SETTINGS } from './project.ts';

/** Errors: `refused` where a file is of a form that cannot be changed safely. */
export function planInit(project: Project, options: PlanOptions): Plan {
  return PLANNERS[options.manager](project, options);
}

/** Takes out everything that any plan puts in. */
export function planRemoval(project: Project): Plan {
  const hookFiles = [project.hooksDir, huskyDir(project)].flatMap((directory) =>
    HOOKS.map((hook) => path.join(directory, hook)),
  );
  const edits = [...new Set(hookFiles)].flatMap((file) => {
    const before = editableText(file, { isHook: true });
    const after = withoutBlock(before, file);
    if (after === before) return [];
    return [{ file, after: /^(?:#!.*\n)?\s*$/.test(after) ? undefined : after, isProgram: true }];
  });
  const settings = [
    [path.join(project.root, '.pre-commit-config.yaml'), repositoryItem({ kind: 'unknown', why: '' })],
    [lefthookFile(project.root) ?? '', extendedItem(project.root)],
  ] as const;
  const others = settings.flatMap(([file, item]) => {
    const before = file === '' ? '' : editableText(file, SETTINGS);
    const after = withoutItem(before, file, item);
    if (after === before) return [];
    return [{ file, after: after === '' ? undefined : after, isProgram: false }];
  });
  const own = lefthookOwn(project.root);
  const extra = existsSync(own) ? [{ file: own, after: undefined, isProgram: false }] : [];
  return { edits: [...edits, ...others, ...extra], steps: [], notes: [] };
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

/** lefthook: a file of our own that its settings extend. */
import path from 'node:path';
import { callingOf, type Plan, type PlanOptions } from '../edits.ts';
import { editableText, HOOKS, type HookName, lefthookFile, type Project, SETTINGS } from '../project.ts';
import { type ListItem, withItem, withoutItem } from './yaml-list.ts';

export function lefthookOwn(root: string): string {
  return path.join(root, '.lefthook-leakward.yml');
}

/** Our file in the list that lefthook's settings extend. */
export function itemOf(root: string): ListItem {
  const name = path.basename(lefthookOwn(root));
  return { key: 'extends', lines: [`- ${name}`], isOurs: (one) => one === name };
}

export function planLefthook(project: Project, options: PlanOptions): Plan {
  const { root } = project;
  const file = lefthookFile(root) ?? path.join(root, 'lefthook.yml');
  const before = editableText(file, SETTINGS);
  const item = itemOf(root);
  const after = withItem(withoutItem(before, file, item), file, item);
  const { bin } = callingOf(project, options, false);
  const program = bin === '' ? 'leakward' : `./${bin}/leakward`;
  const own = HOOKS.flatMap((hook) => lefthookLines(hook, program)).join('\n');
  const edits = [
    {
      file: lefthookOwn(root),
      after: `# Written by leakward init (${HOOKS.join(', ')}).\n${own}\n`,
      isProgram: false,
    },
    { file, after, isProgram: false },
  ];
  return {
    edits: edits.filter((edit) => edit.after !== editableText(edit.file, SETTINGS)),
    steps: [{ command: ['lefthook', 'install'], cwd: root }],
    notes: [],
  };
}

/** What git passes to a hook, in lefthook's notation. */
const LEFTHOOK_ARGS: Readonly<Partial<Record<HookName, string>>> = {
  'commit-msg': ' "{1}"',
  'pre-push': ' {1} {2}',
};

/** lefthook gives commands a terminal unless they ask for standard input. */
function lefthookLines(hook: HookName, program: string): string[] {
  const isPush = hook === 'pre-push';
  const args = LEFTHOOK_ARGS[hook] ?? '';
  return [
    `${hook}:`,
    '  commands:',
    '    leakward:',
    `      run: ${program} guard ${hook}${args}`,
    ...(isPush ? ['      use_stdin: true'] : []),
  ];
}

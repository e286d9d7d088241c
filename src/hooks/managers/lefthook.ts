/** lefthook: a file of our own that its settings extend. */
import path from 'node:path';
import { UserError } from '../../model/error.ts';
import { marked, withoutBlock } from '../block.ts';
import { callingOf, type Plan, type PlanOptions } from '../edits.ts';
import { editableText, HOOKS, type HookName, lefthookFile, type Project, SETTINGS } from '../project.ts';

export function lefthookOwn(root: string): string {
  return path.join(root, '.lefthook-leakward.yml');
}

export function planLefthook(project: Project, options: PlanOptions): Plan {
  const { root } = project;
  const file = lefthookFile(root) ?? path.join(root, 'lefthook.yml');
  const text = withoutBlock(editableText(file, SETTINGS), file);
  if (/^extends:/m.test(text)) {
    throw new UserError('refused', `${file} has “extends” already`, {
      hint: `add ${path.basename(lefthookOwn(root))} to its list by hand`,
    });
  }
  const { bin } = callingOf(project, options, false);
  const program = bin === '' ? 'leakward' : `./${bin}/leakward`;
  const own = HOOKS.flatMap((hook) => lefthookLines(hook, program)).join('\n');
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const edits = [
    {
      file: lefthookOwn(root),
      after: `# Written by leakward init (${HOOKS.join(', ')}).\n${own}\n`,
      isProgram: false,
    },
    {
      file,
      after: start + marked(['extends:', `  - ${path.basename(lefthookOwn(root))}`]),
      isProgram: false,
    },
  ];
  return {
    edits: edits.filter(({ file: path, after }) => after !== editableText(path, SETTINGS)),
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

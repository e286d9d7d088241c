/** What init would change: edits of files and commands to run, as data. Nothing is written here. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../model/error.ts';
import { type Calling, hookLines, marked, withHook, withoutBlock } from './block.ts';
import {
  editableText,
  HOOKS,
  type HookName,
  hooksOf,
  lefthookFile,
  type Manager,
  type PackageManager,
  type Project,
} from './project.ts';

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
}

export interface PlanOptions {
  readonly manager: Manager;
  readonly missing: 'warn' | 'block';
}

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
  return { edits: [...edits, ...extra], steps: [] };
}

const SETTINGS = { isHook: false };

const PLANNERS = {
  plain: (project, options) => ({ edits: hookEdits(project, project.hooksDir, options, true), steps: [] }),
  husky: planHusky,
  'pre-commit': planPreCommit,
  lefthook: planLefthook,
} as const satisfies Record<Manager, (project: Project, options: PlanOptions) => Plan>;

function callingOf(project: Project, { missing }: PlanOptions, callsLfs: boolean): Calling {
  const { packageDir, root } = project;
  const bin = packageDir === undefined ? '' : path.join(path.relative(root, packageDir), 'node_modules/.bin');
  return {
    bin: bin.replaceAll('\\', '/'),
    isPnp: project.packageManager === 'yarn-pnp',
    missing,
    callsLfs,
  };
}

function hookEdits(project: Project, directory: string, options: PlanOptions, isProgram: boolean): Edit[] {
  return HOOKS.flatMap((hook) => {
    const file = path.join(directory, hook);
    const before = editableText(file, { isHook: true });
    const callsLfs = hook === 'pre-push' && project.usesLfs && !/git[ -]lfs/.test(withoutBlock(before, file));
    const block = marked(hookLines(hook, callingOf(project, options, callsLfs)));
    const after = withHook(before === '' && isProgram ? '#!/bin/sh\n' : before, block, file);
    return after === before ? [] : [{ file, after, isProgram }];
  });
}

/** Where husky's hooks are: beside the package.json that installs it. */
export function huskyDir({ root, packageDir }: Project): string {
  return path.join(packageDir ?? root, '.husky');
}

function planHusky(project: Project, options: PlanOptions): Plan {
  const { packageDir, root } = project;
  if (packageDir === undefined) {
    throw new UserError('refused', 'husky needs a package.json', {
      hint: 'leakward init --manager plain does not',
    });
  }
  const manifest = path.join(packageDir, 'package.json');
  const before = editableText(manifest, SETTINGS);
  const script = scriptOf(project.packageManager);
  const after = withScript(before, manifest, script, huskyCommand(packageDir, root));
  const edits = hookEdits(project, huskyDir(project), options, false);
  const isThere =
    project.packageManager === 'yarn-pnp'
      ? /"husky"\s*:/.test(before)
      : existsSync(path.join(packageDir, 'node_modules/husky'));
  const inForce = project.hooksDir === path.join(huskyDir(project), '_') && existsSync(project.hooksDir);
  const install: Step = { command: INSTALL[project.packageManager], cwd: packageDir };
  const [program] = INSTALL[project.packageManager];
  const prepare: Step = { command: [program, 'run', script], cwd: packageDir };
  return {
    edits: [...(after === before ? [] : [{ file: manifest, after, isProgram: false }]), ...edits],
    steps: [...(isThere ? [] : [install]), ...(inForce ? [] : [prepare])],
  };
}

const INSTALL = {
  npm: ['npm', 'install', '--save-dev', 'husky', 'leakward'],
  pnpm: ['pnpm', 'add', '--save-dev', 'husky', 'leakward'],
  yarn: ['yarn', 'add', '--dev', 'husky', 'leakward'],
  'yarn-berry': ['yarn', 'add', '--dev', 'husky', 'leakward'],
  'yarn-pnp': ['yarn', 'add', '--dev', 'husky', 'leakward'],
  bun: ['bun', 'add', '--dev', 'husky', 'leakward'],
} as const satisfies Record<PackageManager, readonly [string, ...string[]]>;

/** The script that runs after an install. Yarn 2 and later knows no `prepare`. */
function scriptOf(manager: PackageManager): 'prepare' | 'postinstall' {
  return manager === 'yarn-pnp' || manager === 'yarn-berry' ? 'postinstall' : 'prepare';
}

/** husky's own advice: from the repository's root if the package is below it. */
function huskyCommand(packageDir: string, root: string): string {
  const [up, down] = [path.relative(packageDir, root), path.relative(root, packageDir)];
  return up === '' ? 'husky' : `cd ${up} && husky ${path.join(down, '.husky')}`.replaceAll('\\', '/');
}

function withScript(text: string, file: string, script: string, run: string): string {
  const manifest = parseManifest(text, file);
  const existing = manifest.scripts?.[script];
  if (existing !== undefined && /\bhusky\b/.test(existing)) return text;
  const scripts = { ...manifest.scripts, [script]: existing === undefined ? run : `${existing} && ${run}` };
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const made = JSON.stringify({ ...manifest, scripts }, null, indent);
  return text.endsWith('\n') ? `${made}\n` : made;
}

function parseManifest(text: string, file: string): { scripts?: Record<string, string> } {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError('bad-config', `${file} is not JSON`, { cause });
  }
}

const STAGES = HOOKS.join(', ');

function planPreCommit({ root, framework }: Project): Plan {
  const file = path.join(root, '.pre-commit-config.yaml');
  const text = withoutBlock(editableText(file, SETTINGS), file);
  const keys = [...text.matchAll(/^([A-Za-z_]+):/gm)].map(([, key]) => key);
  if (text !== '' && keys.at(-1) !== 'repos') {
    throw new UserError('refused', `${file}: “repos” is not the last key, so nothing can be put behind it`, {
      hint: 'move repos: to the end of the file, and run leakward init again',
    });
  }
  const indent = /^repos:\s*\n([ \t]*)-/m.exec(text)?.[1] ?? '  ';
  const hooks = hooksOf('pre-commit');
  const entry = hooks.flatMap((hook) => [
    `${indent}    - id: leakward-${hook}`,
    `${indent}      name: leakward ${hook}`,
    `${indent}      entry: leakward guard ${hook}`,
    `${indent}      language: node`,
    `${indent}      additional_dependencies: [leakward]`,
    `${indent}      pass_filenames: ${hook === 'commit-msg'}`,
    `${indent}      always_run: true`,
    `${indent}      stages: [${hook}]`,
  ]);
  const block = marked([`${indent}- repo: local`, `${indent}  hooks:`, ...entry]);
  const start = text === '' ? 'repos:\n' : text.endsWith('\n') ? text : `${text}\n`;
  const types = hooks.flatMap((hook) => ['--hook-type', hook]);
  return {
    edits: [{ file, after: start + block, isProgram: false }].filter(
      ({ after }) => after !== editableText(file, SETTINGS),
    ),
    steps: [{ command: [framework, 'install', ...types], cwd: root }],
  };
}

export function lefthookOwn(root: string): string {
  return path.join(root, '.lefthook-leakward.yml');
}

function planLefthook(project: Project, options: PlanOptions): Plan {
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
    { file: lefthookOwn(root), after: `# Written by leakward init (${STAGES}).\n${own}\n`, isProgram: false },
    {
      file,
      after: start + marked(['extends:', `  - ${path.basename(lefthookOwn(root))}`]),
      isProgram: false,
    },
  ];
  return {
    edits: edits.filter(({ file: path, after }) => after !== editableText(path, SETTINGS)),
    steps: [{ command: ['lefthook', 'install'], cwd: root }],
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

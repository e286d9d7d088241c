/** The pre-commit framework and prek: entries in `.pre-commit-config.yaml`. */
import path from 'node:path';
import { UserError } from '../../model/error.ts';
import { marked, withoutBlock } from '../block.ts';
import type { Plan, PlanOptions } from '../edits.ts';
import { editableText, type HookName, hooksOf, type Project, SETTINGS } from '../project.ts';
import { NAME_SOURCE, notesOn, type Source, specOf } from '../source.ts';

/** Ids of the hooks that this repository offers to the framework (.pre-commit-hooks.yaml). */
export const FRAMEWORK_IDS: Readonly<Partial<Record<HookName, string>>> = {
  'pre-commit': 'leakward',
  'pre-merge-commit': 'leakward-merge',
  'commit-msg': 'leakward-message',
  'pre-push': 'leakward-push',
};

/** Errors: `refused` for settings that nothing can be appended to. */
export function planPreCommit({ root, framework }: Project, { source }: PlanOptions): Plan {
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
  const block = marked(entryOf(source).map((line) => `${indent}${line}`));
  const start = text === '' ? 'repos:\n' : text.endsWith('\n') ? text : `${text}\n`;
  const types = hooks.flatMap((hook) => ['--hook-type', hook]);
  return {
    edits: [{ file, after: start + block, isProgram: false }].filter(
      ({ after }) => after !== editableText(file, SETTINGS),
    ),
    steps: [{ command: [framework, 'install', ...types], cwd: root }],
    notes:
      source.kind === 'unknown'
        ? [
            `the hooks run the leakward on PATH: where this one was installed from is not known (${source.why}); ${NAME_SOURCE}`,
          ]
        : notesOn(source),
  };
}

/** The entry under `repos`: our repository at a commit where there is one, otherwise hooks of the project's own. */
function entryOf(source: Source): string[] {
  const hooks = hooksOf('pre-commit');
  const pinned = source.kind === 'git' ? source.url : source.kind === 'directory' ? source.path : undefined;
  const commit = source.kind === 'git' || source.kind === 'directory' ? source.commit : undefined;
  if (pinned !== undefined && commit !== undefined)
    return [
      `- repo: ${quoted(pinned)}`,
      `  rev: ${commit}`,
      '  hooks:',
      ...hooks.map((hook) => `    - id: ${FRAMEWORK_IDS[hook]}`),
    ];
  const language =
    source.kind === 'unknown'
      ? ['      language: system']
      : ['      language: node', `      additional_dependencies: [${quoted(specOf(source))}]`];
  const local = hooks.flatMap((hook) => [
    `    - id: leakward-${hook}`,
    `      name: leakward ${hook}`,
    `      entry: leakward guard ${hook}`,
    ...language,
    `      pass_filenames: ${hook === 'commit-msg'}`,
    '      always_run: true',
    `      stages: [${hook}]`,
  ]);
  return ['- repo: local', '  hooks:', ...local];
}

/** JSON's strings are YAML's. */
function quoted(text: string): string {
  return /^[\w./:+-]+$/.test(text) ? text : JSON.stringify(text);
}

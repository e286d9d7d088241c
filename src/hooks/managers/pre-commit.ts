/** The pre-commit framework and prek: entries in `.pre-commit-config.yaml`. */
import path from 'node:path';
import type { Plan, PlanOptions } from '../edits.ts';
import { editableText, type HookName, hooksOf, type Project, SETTINGS } from '../project.ts';
import { NAME_SOURCE, notesOn, type Source, specOf } from '../source.ts';
import { type ListItem, withItem, withoutItem } from './yaml-list.ts';

/** Ids of the hooks that this repository offers to the framework (.pre-commit-hooks.yaml). */
export const FRAMEWORK_IDS: Readonly<Partial<Record<HookName, string>>> = {
  'pre-commit': 'leakward',
  'pre-merge-commit': 'leakward-merge',
  'commit-msg': 'leakward-message',
  'pre-push': 'leakward-push',
};

/** Ids of our hooks, in the repository's own and in those of a project. */
const OUR_ID = /^leakward(?:-|$)/;

/** Our entry under `repos`. @param source `unknown` where it is only to be found again */
export function itemOf(source: Source): ListItem {
  return { key: 'repos', lines: entryOf(source), isOurs };
}

function isOurs(repo: unknown): boolean {
  const { hooks } = Object(repo) as { hooks?: unknown };
  const ids = Array.isArray(hooks) ? hooks.map((hook) => (Object(hook) as { id?: unknown }).id) : [];
  return ids.length > 0 && ids.every((id) => typeof id === 'string' && OUR_ID.test(id));
}

/** Errors: `bad-config`, `refused` for settings that cannot be changed. */
export function planPreCommit({ root, framework }: Project, { source }: PlanOptions): Plan {
  const file = path.join(root, '.pre-commit-config.yaml');
  const before = editableText(file, SETTINGS);
  const item = itemOf(source);
  const after = withItem(withoutItem(before, file, item), file, item);
  const types = hooksOf('pre-commit').flatMap((hook) => ['--hook-type', hook]);
  return {
    edits: after === before ? [] : [{ file, after, isProgram: false }],
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

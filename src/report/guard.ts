/** What a hook says when it stops a commit or a push, or warns: nine lines at most, the first complete in itself. */
import type { Report } from '../model/report.ts';
import { foldedLine, foldWarnings } from './fold.ts';
import { groupsOf, type KeyGroup } from './groups.ts';
import { printableUpTo } from './printable.ts';
import { bounded, count } from './summary.ts';
import { locationText, ruleOf, titleOf, whyOf } from './wording.ts';

const MOST_SHOWN = 5;
/** Characters of a place that a note names. */
const MOST_WHERE = 120;

/** What a hook stops: the content or the message of a commit, a merge commit, a mailed patch, a push. */
export type Act = keyof typeof ACTS;

/** What is stopped, in a word, and how to remove the key from it. `source`: where code reads the key from instead. */
const ACTS = {
  commit: { word: 'commit', remedy: removal },
  merge: { word: 'merge', remedy: removal },
  message: {
    word: 'commit',
    remedy: () =>
      'remove it from the message: git commit -eF "$(git rev-parse --git-path COMMIT_EDITMSG)"; if it was pushed before: leakward revoke',
  },
  patch: {
    word: 'patch',
    remedy: (source: string) => `${removal(source)}; then git add and git am --continue, or git am --abort`,
  },
  push: {
    word: 'push',
    remedy: () =>
      'take it out of the commits (git rebase -i); if it was pushed before, it is known: leakward revoke',
  },
} as const satisfies Record<string, { readonly word: string; remedy(source: string): string }>;

function removal(source: string): string {
  return `take it out and read it from ${source}; if it was pushed before: leakward revoke`;
}

const NO_LEAK =
  '  no leak:  leakward allow --last --reason "…", or a comment on the line: leakward:allow reason="…"';

/** What the act is called in messages. */
export function wordOf(act: Act): string {
  return ACTS[act].word;
}

/** What blocks, or what only warns; empty if nothing does either. Ends with a line end. */
export function guardMessage(report: Report, act: Act): string {
  const groups = groupsOf(report);
  const warnings = groups.filter(({ outcome }) => outcome === 'warn');
  const blocking = groups.filter(({ outcome }) => outcome === 'fail');
  const [first] = blocking;
  const lines =
    first === undefined ? warned(report, warnings, act) : blocked(report, blocking, first, warnings, act);
  return lines.map((line) => `${line}\n`).join('');
}

function blocked(
  report: Report,
  groups: readonly KeyGroup[],
  first: KeyGroup,
  warnings: readonly KeyGroup[],
  act: Act,
): readonly string[] {
  const what = groups.length === 1 ? lineOf(report, first) : `${groups.length} keys would leak`;
  const also = warnings.length === 0 ? '' : ` (and ${count(warnings.length, 'warning')})`;
  const unclosed = unclosedLine(groups);
  const lines = groups.length === 1 ? [] : groups.map((group) => lineOf(report, group));
  return [
    `leakward: ${wordOf(act)} blocked: ${what}${also}`,
    ...listed(lines, MOST_SHOWN - unclosed.length),
    ...unclosed,
    ...waysOn(report, first, act),
  ];
}

/** Warnings stop nothing: one line says what there is, the last how to end them. */
function warned(report: Report, groups: readonly KeyGroup[], act: Act): readonly string[] {
  if (groups.length === 0) return [];
  const { shown, folded } = foldWarnings(groups);
  const lines = [...shown.map((group) => lineOf(report, group)), ...foldedLine(report, folded)];
  const isOne = lines.length === 1;
  return [
    `leakward: ${wordOf(act)} goes on, with ${isOne ? `a warning: ${lines[0]}` : `${groups.length} warnings`}`,
    ...listed(isOne ? [] : lines, MOST_SHOWN),
    NO_LEAK,
  ];
}

function listed(lines: readonly string[], most: number): readonly string[] {
  return bounded(lines, lines.length > most ? most - 1 : most).map((line) => `  ${line}`);
}

function lineOf(report: Report, { lead, others }: KeyGroup): string {
  const more =
    others.length === 0 ? '' : ` and in ${others.length} more place${others.length === 1 ? '' : 's'}`;
  return `${locationText(lead)}${more}: ${titleOf(report, lead.finding)} (${whyOf(lead.finding, 1)})`;
}

/** Why a block comment that was meant to allow a key does not. */
function unclosedLine(groups: readonly KeyGroup[]): string[] {
  const where = groups.find(({ lead }) => lead.unclosedAllow !== undefined)?.lead.unclosedAllow;
  if (where === undefined) return [];
  return [
    `  note:     ${printableUpTo(where, MOST_WHERE)}: leakward:allow-begin allows nothing: no leakward:allow-end follows it`,
  ];
}

function waysOn(report: Report, { lead }: KeyGroup, act: Act): string[] {
  const { variable, provider } = ruleOf(report, lead.finding);
  const source = variable === '' ? 'the environment' : `process.env.${variable}`;
  return [
    `  leak:     ${ACTS[act].remedy(source)}`,
    NO_LEAK,
    `  fixture:  leakward example ${provider} makes keys that are never stopped`,
  ];
}

/** What a hook says when it stops a commit or a push: nine lines at most, the first complete in itself. */
import type { Report } from '../model/report.ts';
import { groupsOf, type KeyGroup } from './groups.ts';
import { printableUpTo } from './printable.ts';
import { bounded } from './summary.ts';
import { placeText, ruleOf, titleOf, whyOf } from './wording.ts';

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

/** What the act is called in messages. */
export function wordOf(act: Act): string {
  return ACTS[act].word;
}

/** The message for findings that block; empty if none do. Ends with a line end. */
export function guardMessage(report: Report, act: Act): string {
  const groups = groupsOf(report).filter(({ outcome }) => outcome === 'fail');
  const [first] = groups;
  if (first === undefined) return '';
  const lines = groups.length === 1 ? [] : groups.map((group) => `  ${lineOf(report, group)}`);
  const unclosed = unclosedLine(groups);
  const most = MOST_SHOWN - unclosed.length;
  const shown = bounded(lines, lines.length > most ? most - 1 : most);
  return `${[headline(report, groups, first, act), ...shown, ...unclosed, ...waysOn(report, first, act)].join('\n')}\n`;
}

function headline(report: Report, groups: readonly KeyGroup[], first: KeyGroup, act: Act): string {
  const stopped = `leakward: ${wordOf(act)} blocked:`;
  if (groups.length === 1) return `${stopped} ${lineOf(report, first)}`;
  return `${stopped} ${groups.length} keys would leak`;
}

function lineOf(report: Report, { lead, others }: KeyGroup): string {
  const more =
    others.length === 0 ? '' : ` and in ${others.length} more place${others.length === 1 ? '' : 's'}`;
  return `${placeText(lead.finding)}${more}: ${titleOf(report, lead.finding)} (${whyOf(lead.finding, 1)})`;
}

/** Why a block comment that was meant to allow a key does not. */
function unclosedLine(groups: readonly KeyGroup[]): string[] {
  const where = groups.find(({ lead }) => lead.finding.unclosedAllow !== undefined)?.lead.finding
    .unclosedAllow;
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
    '  no leak:  leakward allow --last --reason "…", or a comment on the line: leakward:allow reason="…"',
    `  fixture:  leakward example ${provider} makes keys that are never stopped`,
  ];
}

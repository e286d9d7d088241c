/** Every command, once: its words, its arguments and what it is for. */

/** A command as it is typed, and what the help says about it. */
export interface Command {
  /** As it is typed: `rules list`. */
  readonly name: string;
  /** Arguments in the help's notation. */
  readonly args?: string;
  readonly text: string;
}

export const COMMANDS = [
  {
    name: 'scan',
    args: '[path...]',
    text: 'files: in a work tree the tracked and untracked-not-ignored ones; - for standard input',
  },
  {
    name: 'history',
    args: '[repository]',
    text: 'every object of a repository: all commits, merges, stashes, messages, tags, unreachable objects',
  },
  {
    name: 'diff',
    args: '[range]',
    text: 'what a range (A..B, A...B), the index (--staged) or a patch (--patch) introduces',
  },
  {
    name: 'guard',
    args: '<hook> [args...]',
    text: 'what git calls: pre-commit, pre-merge-commit, commit-msg, pre-applypatch, pre-push, pre-receive',
  },
  {
    name: 'init',
    text: 'guard this repository: husky, pre-commit, lefthook or plain hooks; ends by stopping a made-up key',
  },
  {
    name: 'doctor',
    text: 'whether a commit here would really be guarded; changes nothing',
  },
  {
    name: 'verify',
    args: '[report]',
    text: 'ask whether the keys of a report live (the last scan’s unless named), or keys on standard input (-)',
  },
  {
    name: 'revoke',
    args: '[report]',
    text: 'the plan of revoking your own keys among the findings of a report (the last scan’s unless named); --apply carries it out',
  },
  {
    name: 'journal',
    text: 'what was revoked, by which run and when; whether the record is whole',
  },
  {
    name: 'explain',
    args: '<what>',
    text: 'every part of the score of a finding (by fingerprint), of a text, or of - (standard input)',
  },
  {
    name: 'allow',
    args: '[fingerprint]',
    text: 'an entry in .leakwardignore',
  },
  {
    name: 'baseline create',
    args: '[path...]',
    text: 'pass over what is found today',
  },
  {
    name: 'baseline prune',
    args: '[path...]',
    text: 'drop from the baseline what is no longer found',
  },
  {
    name: 'keys add',
    text: 'file the keys on standard input, one a line, by hash: safe to commit',
  },
  {
    name: 'keys list',
    text: 'the keys that count as your own',
  },
  {
    name: 'keys check',
    text: 'which of the keys on standard input are in the list',
  },
  {
    name: 'example',
    args: '<provider>',
    text: 'keys of the right shape that never worked, for tests and documents',
  },
  {
    name: 'rules list',
    text: 'the rules in use',
  },
  {
    name: 'rules check',
    args: '<file...>',
    text: 'whether rule files are right and their patterns quick',
  },
  {
    name: 'rules test',
    args: '<file...>',
    text: 'run the examples of rule files through the scanner',
  },
  {
    name: 'rules export',
    text: 'the rules in the form of another scanner',
  },
  {
    name: 'completion',
    args: '<shell>',
    text: 'completions for bash, zsh or fish',
  },
  {
    name: 'where',
    args: '<id>',
    text: 'every place of one key: files, refs, stashes, history; - for the key itself on standard input',
  },
] as const satisfies readonly Command[];

export type CommandName = (typeof COMMANDS)[number]['name'];

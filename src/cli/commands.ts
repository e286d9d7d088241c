/** Every command, once: its words, its arguments, and the module that carries it out, loaded when it is called. */
import type { ConfigFile } from './config-file.ts';
import type { Io } from './io.ts';
import type { OptionName, Settings } from './options.ts';
import type { OptionOrigin } from './settings.ts';

/** What a command gets. */
export interface Call {
  readonly args: readonly string[];
  readonly settings: Settings;
  /** Where an option's value comes from. */
  readonly origin: (name: OptionName) => OptionOrigin;
  readonly io: Io;
  /** The settings file in use, whole. */
  readonly config: ConfigFile | undefined;
  /** Directory of the settings file that was found, or of the repository, or the working directory. */
  readonly root: string;
}

/** Carries a command out; the number is the exit code. */
export type Run = (call: Call) => Promise<number>;

export interface Command {
  /** As it is typed: `rules list`. */
  readonly name: string;
  /** Arguments in the help's notation. */
  readonly args?: string;
  readonly text: string;
  readonly load: () => Promise<Run>;
}

export const COMMANDS: readonly Command[] = [
  {
    name: 'scan',
    args: '[path...]',
    text: 'files: in a work tree the tracked and untracked-not-ignored ones; - for standard input',
    load: async () => (await import('../commands/scan.ts')).run,
  },
  {
    name: 'history',
    args: '[repository]',
    text: 'every object of a repository: all commits, merges, stashes, messages, tags, unreachable objects',
    load: async () => (await import('../commands/history.ts')).run,
  },
  {
    name: 'diff',
    args: '[range]',
    text: 'what a range (A..B, A...B), the index (--staged) or a patch (--patch) introduces',
    load: async () => (await import('../commands/diff.ts')).run,
  },
  {
    name: 'guard',
    args: '<hook> [args...]',
    text: 'what git calls: pre-commit, pre-merge-commit, commit-msg, pre-applypatch, pre-push, pre-receive',
    load: async () => (await import('../commands/guard.ts')).run,
  },
  {
    name: 'init',
    text: 'guard this repository: husky, pre-commit, lefthook or plain hooks; ends by stopping a made-up key',
    load: async () => (await import('../commands/init.ts')).run,
  },
  {
    name: 'doctor',
    text: 'whether a commit here would really be guarded; changes nothing',
    load: async () => (await import('../commands/doctor.ts')).run,
  },
  {
    name: 'verify',
    args: '[report]',
    text: 'ask whether the keys of a report live (the last scan’s unless named), or keys on standard input (-)',
    load: async () => (await import('../commands/verify.ts')).run,
  },
  {
    name: 'revoke',
    args: '[report]',
    text: 'the plan of revoking your own keys among the findings of a report (the last scan’s unless named); --apply carries it out',
    load: async () => (await import('../commands/revoke.ts')).run,
  },
  {
    name: 'journal',
    text: 'what was revoked, by which run and when; whether the record is whole',
    load: async () => (await import('../commands/journal.ts')).run,
  },
  {
    name: 'explain',
    args: '<what>',
    text: 'every part of the score of a finding (by fingerprint), of a text, or of - (standard input)',
    load: async () => (await import('../commands/explain.ts')).run,
  },
  {
    name: 'allow',
    args: '[fingerprint]',
    text: 'an entry in .leakwardignore',
    load: async () => (await import('../commands/allow.ts')).run,
  },
  {
    name: 'baseline create',
    args: '[path...]',
    text: 'pass over what is found today',
    load: async () => (await import('../commands/baseline.ts')).create,
  },
  {
    name: 'baseline prune',
    args: '[path...]',
    text: 'drop from the baseline what is no longer found',
    load: async () => (await import('../commands/baseline.ts')).prune,
  },
  {
    name: 'keys add',
    text: 'file the keys on standard input, one a line, by hash: safe to commit',
    load: async () => (await import('../commands/keys.ts')).add,
  },
  {
    name: 'keys list',
    text: 'the keys that count as your own',
    load: async () => (await import('../commands/keys.ts')).list,
  },
  {
    name: 'keys check',
    text: 'which of the keys on standard input are in the list',
    load: async () => (await import('../commands/keys.ts')).check,
  },
  {
    name: 'example',
    args: '<provider>',
    text: 'keys of the right shape that never worked, for tests and documents',
    load: async () => (await import('../commands/example.ts')).run,
  },
  {
    name: 'rules list',
    text: 'the rules in use',
    load: async () => (await import('../commands/rules.ts')).list,
  },
  {
    name: 'rules check',
    args: '<file...>',
    text: 'whether rule files are right and their patterns quick',
    load: async () => (await import('../commands/rules.ts')).check,
  },
  {
    name: 'rules test',
    args: '<file...>',
    text: 'run the examples of rule files through the scanner',
    load: async () => (await import('../commands/rules.ts')).test,
  },
  {
    name: 'rules export',
    text: 'the rules in the form of another scanner',
    load: async () => (await import('../commands/rules.ts')).exportTo,
  },
  {
    name: 'completion',
    args: '<shell>',
    text: 'completions for bash, zsh or fish',
    load: async () => (await import('../commands/completion.ts')).run,
  },
  {
    name: 'where',
    args: '<id>',
    text: 'every place of one key: files, refs, stashes, history; - for the key itself on standard input',
    load: async () => (await import('../commands/where.ts')).run,
  },
];

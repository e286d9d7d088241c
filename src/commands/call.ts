/** What a command is called with, and how it is carried out. */
import type { Readable } from 'node:stream';
import type { ConfigFile } from './config-file.ts';
import type { OptionName, Settings } from './options.ts';
import type { OptionOrigin } from './settings.ts';
import type { ArgumentsOf, CommandName, OptionOf } from './table.ts';

/** What a command may touch of the process. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  /** Resolves when the text is taken; a closed pipe is no error, the text is dropped. */
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  /** Lines for people on standard output: without keys, whatever they repeat of names, labels and settings. */
  say(text: string): Promise<void>;
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Columns of standard output where that is a terminal. */
  readonly width: number | undefined;
  /** True if a person watches standard error. */
  readonly interactive: boolean;
  /** Aborted by SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Does work that an interrupt must not cut off; only a second one ends it. */
  readonly uncut: <T>(work: () => Promise<T>) => Promise<T>;
  /** Now. */
  readonly now: () => Date;
  /** Resolves after so many milliseconds. Throws the signal's reason if aborted. */
  readonly sleep: (time: number, signal: AbortSignal) => Promise<void>;
  /** A person's answer; undefined without a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** Options that a settings file may give a path to. */
type FileOption = 'rules' | 'keys' | 'baseline';

/** What a command gets; of the options only those that are named here. */
export interface Call<Name extends OptionName = never> {
  readonly options: Settings<Name>;
  /** Where the name of a file comes from: that decides which directory it is relative to. */
  readonly origin: (name: Extract<Name, FileOption>) => OptionOrigin;
  readonly io: Io;
  /** The settings file in use, whole. */
  readonly config: ConfigFile | undefined;
  /** Directory of the settings file that was found, or of the repository, or the working directory. */
  readonly root: string;
}

/** The call of a command: the arguments and options that it declares in the table. */
export type CallOf<Name extends CommandName> = Call<OptionOf<Name>> & {
  readonly arguments: ArgumentsOf<Name>;
};

/** Carries a command out; the number is the exit code. */
export type Run<Name extends CommandName> = (call: CallOf<Name>) => Promise<number>;

/**
 * Lines that the runner obeys. Our own writer: @actions/core would bring an HTTP client and a process runner into the
 * bundle for these four. Only the texts given here are commands; `printable` lets none start within untrusted text.
 */
import { UserError } from '../model/error.ts';
import { command } from '../report/github.ts';
import { printable } from '../report/printable.ts';

const TITLE = ['title=leakward'] as const;
const MOST_LOGGED = 1000;

/**
 * Hides a text in all later lines of the job's log. The runner takes the line itself out of the log, and adds the
 * usual encodings of the text on its own (actions/runner, HostContext.cs).
 */
export function maskLine(text: string): string {
  return `::add-mask::${text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}\n`;
}

export function errorLine(error: unknown): string {
  if (!(error instanceof UserError)) return `${command('error', TITLE, internal(error))}\n`;
  const hint = error.hint === undefined ? '' : `. ${error.hint}`;
  return `${command('error', TITLE, `${error.message}${hint}`)}\n`;
}

export function warningLine(text: string): string {
  return `${command('warning', TITLE, text)}\n`;
}

/** A line of the log that is no command. */
export function logLine(text: string): string {
  return `leakward: ${printable(text).slice(0, MOST_LOGGED)}\n`;
}

/** Anything but a user's error is a bug: where it happened, in one line. */
function internal(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `internal error, please report it: ${stack}`;
}

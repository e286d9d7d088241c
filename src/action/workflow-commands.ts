/**
 * Lines that the runner obeys. Our own writer: @actions/core would bring an HTTP client and a process runner into the
 * bundle for these four. Only the texts given here are commands; `printable` lets none start within untrusted text.
 */
import { UserError } from '../model/error.ts';
import { command } from '../report/github.ts';
import { printable } from '../report/printable.ts';
import { safeText, unkeyed } from '../report/unkeyed.ts';
import type { Environment } from './runner.ts';

const TITLE = ['title=leakward'] as const;
const MOST_LOGGED = 1000;

/**
 * Hides a text in all later lines of the job's log. The runner takes the line itself out of the log, and adds the
 * usual encodings of the text on its own (actions/runner, HostContext.cs).
 */
export function maskLine(text: string): string {
  return `::add-mask::${text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}\n`;
}

/** @param env the runner's: in its debug mode an internal error is shown with its stack */
export function errorLine(error: unknown, env: Environment): string {
  const text =
    error instanceof UserError ? userText(error) : internalText(error, env['RUNNER_DEBUG'] === '1');
  return `${command('error', TITLE, safeText(text))}\n`;
}

export function warningLine(text: string): string {
  return `${command('warning', TITLE, safeText(text))}\n`;
}

/** A line of the log that is no command. */
export function logLine(text: string): string {
  return `leakward: ${printable(unkeyed(text)).slice(0, MOST_LOGGED)}\n`;
}

function userText({ message, hint }: UserError): string {
  return hint === undefined ? message : `${message}. ${hint}`;
}

/** Anything but a user's error is a bug. */
function internalText(error: unknown, isDebug: boolean): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const where = isDebug && error instanceof Error ? `: ${error.stack}` : '. Debug logging shows where';
  return `internal error, please report it: ${message}${where}`;
}

/** An error as a user sees it. */
import { UserError } from '../model/error.ts';
import { printable } from '../report/printable.ts';
import { safeText } from '../report/unkeyed.ts';

/**
 * A user's error is one line, and a hint. Anything else is a bug: its message, and in debug mode its stack. Holds no
 * key and no control character, whatever the error quotes. Ends with a line end.
 */
export function errorText(error: unknown, isDebug: boolean): string {
  const lines = error instanceof UserError ? userLines(error) : internalLines(error, isDebug);
  return `${lines.map((line) => printable(safeText(line))).join('\n')}\n`;
}

function userLines({ message, hint }: UserError): string[] {
  return [`leakward: ${message}`, ...(hint === undefined ? [] : [`hint: ${hint}`])];
}

function internalLines(error: unknown, isDebug: boolean): string[] {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const head = `leakward: internal error, please report it: ${message}`;
  if (!isDebug) return [head, 'hint: LEAKWARD_DEBUG=1 shows where'];
  return [head, ...(error instanceof Error ? (error.stack ?? '').split('\n') : [])];
}

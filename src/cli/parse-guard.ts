/** The command line that hooks use, read without loading the parser: it is felt at every commit. */
import type { Parsed } from './parse.ts';

/** Undefined if the command line is anything but `guard <hook> [argument…]`. */
export function parseGuard(argv: readonly string[]): Parsed | undefined {
  const [name, hook, ...args] = argv;
  if (name !== 'guard' || hook === undefined || argv.some((arg) => arg.startsWith('-'))) return undefined;
  return { kind: 'command', command: 'guard', arguments: { hook, args }, flags: {} };
}

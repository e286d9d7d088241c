/** Commands in hints, as they are typed: a path may hold blanks, and a hostile one what a shell would run. */

const SAFE = /^[\w@%+=:,./-][\w@%+=:,./#-]*$/;

/** A program or argument as one word of a shell. */
export function shellWord(word: string): string {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command as one types it. */
export function shellText(command: readonly string[]): string {
  return command.map(shellWord).join(' ');
}

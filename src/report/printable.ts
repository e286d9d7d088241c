/** Untrusted text made fit to print: paths, lines of files, names and subjects of commits. */

/**
 * Controls (with them all of ANSI), line and paragraph separators, lone surrogates, characters that no text may hold,
 * and format characters: bidirectional controls make text read otherwise than it is. And `##[`, the old form of a
 * workflow command, which GitHub's runner obeys anywhere in a line (actions/runner, ActionCommand.cs).
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|#(?=#\[)/gu;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Text without anything that a terminal, a log or an editor would obey; what it was can still be read. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => NAMED.get(character) ?? escaped(character));
}

/** Printable text of at most `most` characters, cut in its middle. */
export function printableUpTo(text: string, most: number): string {
  const whole = printable(text);
  if (whole.length <= most) return whole;
  const end = Math.floor((most - 1) / 2);
  // A surrogate pair that is cut in two would be a character that no text may hold.
  return `${whole.slice(0, most - 1 - end)}…${whole.slice(-end)}`.replace(/\p{Cs}/gu, '');
}

/** Terminal columns that printable text takes: wide characters take two, combining ones none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** Characters of a value that an error repeats: no more than a redacted key shows of its body. */
const SHOWN = 4;

/**
 * A value that somebody gave, as an error may repeat it: `“abcd…”`. It may be a password, or a key that was pasted
 * without its prefix, which no detector can tell from any other text. So every option, setting, field and name that
 * an error is about goes through here. What is no text is written as JSON.
 */
export function quoted(value: unknown): string {
  return `“${beginning(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))}”`;
}

/** The same without the quotation marks. */
export function beginning(text: string): string {
  const shown = [...text].slice(0, SHOWN).join('');
  return shown === text ? text : `${shown}…`;
}

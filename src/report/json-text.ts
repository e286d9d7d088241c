/** JSON that is safe to show in a terminal or a log, and still the same values. */

/** What JSON.stringify leaves as it is and a terminal, a log or an editor would obey; `##[` as in printable.ts. */
const OBEYED = /[\x7f-\x9f\p{Cf}\u2028\u2029]|#(?=#\[)/gu;

/** The value as JSON, on one line or indented by two. */
export function jsonText(value: unknown, layout: 'line' | 'indented'): string {
  return JSON.stringify(value, null, layout === 'line' ? 0 : 2).replace(OBEYED, escaped);
}

function escaped(characters: string): string {
  const units = Array.from({ length: characters.length }, (_, i) => characters.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

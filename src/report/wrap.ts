/** Folds text for a terminal. */
import { columnsOf } from './printable.ts';

/**
 * Lines of at most `width` columns, broken at spaces; the following lines start with `indent` spaces. A word wider
 * than a line keeps its own line, so that a path can still be copied.
 */
export function wrap(text: string, width: number | undefined, indent: number): readonly string[] {
  if (width === undefined) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line.trim() !== '' && columnsOf(longer) > width) {
      lines.push(line);
      line = ' '.repeat(indent) + word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

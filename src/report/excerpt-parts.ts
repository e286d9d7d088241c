/** The name and the masked key of a finding, and a line that points at the masked key. */
import type { FoundKey } from '../model/finding.ts';
import { columnsOf, printable } from './printable.ts';

/** The parts of an excerpt, printable: the name before the mask, the mask, the quote that ends it. */
export interface ExcerptParts {
  readonly before: string;
  readonly mask: string;
  readonly after: string;
}

export function excerptParts({ excerpt }: Pick<FoundKey, 'excerpt'>): ExcerptParts {
  const { text, start, length } = excerpt;
  return {
    before: shown(text.slice(0, start)).trimStart(),
    mask: shown(text.slice(start, start + length)),
    after: shown(text.slice(start + length)).trimEnd(),
  };
}

/** `^^^^`, as wide as the mask and below it. */
export function underline({ before, mask }: ExcerptParts): string {
  return ' '.repeat(columnsOf(before)) + '^'.repeat(columnsOf(mask));
}

function shown(text: string): string {
  return printable(text.replaceAll('\t', ' '));
}

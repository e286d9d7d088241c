/** The parts that a patch is read as. */
import type { BytePath } from '../../git/byte-path.ts';
import type { LineSet } from './lines.ts';

/** A run of lines of the patch. */
export type Section =
  /** The new side of a hunk; its first line is line `start` of the file. `added` counts from 1 in the section. */
  | { readonly kind: 'hunk'; readonly path: BytePath; readonly start: number; readonly added: LineSet }
  /** What is in no hunk; its first line is line `start` of the patch. Lines of headers are empty. */
  | { readonly kind: 'text'; readonly start: number };

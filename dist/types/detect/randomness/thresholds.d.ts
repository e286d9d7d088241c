/** Where a score counts. Measured by test/eval/roc.ts over the generated lists; the figures are in docs/detection.md. */
import type { Alphabet } from '../../model/rule.ts';
/** At or above, in bits: random rather than a name. Enough if a provider's name stands near by. */
export declare const RELAXED = 0;
/** At or above, for a body of 20 characters of one case: random without anything that says whose it is. */
export declare const STRICT = 9.5;
/** Bits that `body` must score to be random without context. Letters of one case alone never are. */
export declare function strictBar(body: string, alphabet: Alphabet): number;

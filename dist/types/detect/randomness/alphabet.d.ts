/** Which alphabet a key body is written in. */
import type { Alphabet } from '../../model/rule.ts';
/** Characters in each alphabet. */
export declare const ALPHABET_SIZE: {
    readonly hex: 16;
    readonly base32: 32;
    readonly base36: 36;
    readonly base58: 58;
    readonly base62: 62;
    readonly base64url: 64;
};
/** The smallest alphabet that `body` fits. One case only, for the alphabets that are written in one. */
export declare function alphabetOf(body: string): Alphabet;

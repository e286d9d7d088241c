/** Base58 with Bitcoin's alphabet (draft-msporny-base58-03), as Unkey writes key bodies. */
/** Characters for bytes: each leading zero byte is a `1`. */
export declare function encodeBase58(bytes: Uint8Array): string;
/**
 * Bytes that a text stands for, each leading `1` a zero byte; undefined if a character is not of the alphabet.
 * Quadratic in the length, as every base58 is: meant for bodies of up to 64 characters.
 */
export declare function decodeBase58(text: string): Uint8Array | undefined;

/** Base58 with Bitcoin's alphabet (draft-msporny-base58-03), as Unkey writes key bodies. */
/** Characters for bytes: each leading zero byte is a `1`. */
export declare function encodeBase58(bytes: Uint8Array): string;
/** Bytes that a text stands for; undefined if a character is not of the alphabet. */
export declare function decodeBase58(text: string): Uint8Array | undefined;

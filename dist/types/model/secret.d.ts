import { type KeyPart } from './key-parts.ts';
/**
 * A key. It prints redacted in every conversion (`String`, template, JSON, `util.inspect`, `console`);
 * `reveal` is the only way to the text. A test holds the few places that call it: where a provider is asked, where a
 * key is revoked, where a runner is told to mask it, and where it goes to another thread.
 */
export declare class Secret {
    #private;
    /** @param value the whole key  @param prefixLength characters of `value` that every key of its kind shares */
    constructor(value: string, prefixLength: number);
    /** Finds these keys, and parts of 12 and more characters of their bodies, in a text. No key leaves this class for it. */
    static finder(secrets: readonly Secret[]): (text: string) => readonly KeyPart<Secret>[];
    /** Where the key's prefix is before `at` in a text: the place from which it is the key. */
    startBefore(text: string, at: number): number;
    /** The key itself. */
    reveal(): string;
    /** Characters that every key of its kind shares. */
    get prefixLength(): number;
    /** Characters in the whole key. */
    get length(): number;
    /**
     * `nvl_AbCd…(26)`: the prefix, four characters of the body, the length of the whole key.
     * A key of fewer than 16 characters after the prefix shows fewer, so that most of it stays hidden.
     */
    get redacted(): string;
    toString(): string;
    toJSON(): string;
}

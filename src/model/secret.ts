import { createPartFinder, type KeyPart } from './key-parts.ts';

/** How many characters of a key's body a redacted form shows: what an Unkey dashboard shows of a key. */
const SHOWN = 4;

/**
 * A key. It prints redacted in every conversion (`String`, template, JSON, `util.inspect`, `console`);
 * `reveal` is the only way to the text. A test holds the few places that call it: where a provider is asked, where a
 * key is revoked, where a runner is told to mask it, and where it goes to another thread.
 */
export class Secret {
  readonly #value: string;
  readonly #prefixLength: number;

  /** @param value the whole key  @param prefixLength characters of `value` that every key of its kind shares */
  constructor(value: string, prefixLength: number) {
    this.#value = value;
    this.#prefixLength = prefixLength;
  }

  /** Finds these keys, and parts of 12 and more characters of their bodies, in a text. No key leaves this class for it. */
  static finder(secrets: readonly Secret[]): (text: string) => readonly KeyPart<Secret>[] {
    return createPartFinder(secrets.map((of) => ({ text: of.#value, prefixLength: of.#prefixLength, of })));
  }

  /** Where the key's prefix is before `at` in a text: the place from which it is the key. */
  startBefore(text: string, at: number): number {
    const prefix = this.#value.slice(0, this.#prefixLength);
    return text.startsWith(prefix, at - prefix.length) ? at - prefix.length : at;
  }

  /** The key itself. */
  reveal(): string {
    return this.#value;
  }

  /** Characters that every key of its kind shares. */
  get prefixLength(): number {
    return this.#prefixLength;
  }

  /** Characters in the whole key. */
  get length(): number {
    return this.#value.length;
  }

  /**
   * `nvl_AbCd…(26)`: the prefix, four characters of the body, the length of the whole key.
   * A key of fewer than 16 characters after the prefix shows fewer, so that most of it stays hidden.
   */
  get redacted(): string {
    const body = this.#value.length - this.#prefixLength;
    const shown = this.#prefixLength + Math.min(SHOWN, body >> 2);
    return `${this.#value.slice(0, shown)}…(${this.#value.length})`;
  }

  toString(): string {
    return this.redacted;
  }

  toJSON(): string {
    return this.redacted;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.redacted;
  }
}

/** Base58 with Bitcoin's alphabet (draft-msporny-base58-03), as Unkey writes key bodies. */

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Value of each character code below 256, -1 for those that are not of the alphabet. */
const VALUE = Int8Array.from({ length: 256 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));

/** Characters for bytes: each leading zero byte is a `1`. */
export function encodeBase58(bytes: Uint8Array): string {
  // log(256) / log(58) is 1.366: no more digits than that can come out.
  const digits = new Uint8Array(Math.ceil(bytes.length * 1.37));
  let used = 0;
  for (const byte of bytes) {
    let carry = byte;
    let i = 0;
    for (; i < used || carry > 0; i++) {
      carry += (digits[i] ?? 0) * 256;
      digits[i] = carry % 58;
      carry = Math.floor(carry / 58);
    }
    used = i;
  }
  let text = '1'.repeat(leadingZeros(bytes));
  for (let i = used - 1; i >= 0; i--) text += ALPHABET[digits[i] ?? 0];
  return text;
}

/**
 * Bytes that a text stands for, each leading `1` a zero byte; undefined if a character is not of the alphabet.
 * Quadratic in the length, as every base58 is: meant for bodies of up to 64 characters.
 */
export function decodeBase58(text: string): Uint8Array | undefined {
  // One byte a character is more than enough; they are filled from the end.
  const bytes = new Uint8Array(text.length);
  let first = text.length;
  for (let i = 0; i < text.length; i++) {
    let carry = VALUE[text.charCodeAt(i)] ?? -1;
    if (carry < 0) return undefined;
    let j = text.length - 1;
    for (; j >= first || carry > 0; j--) {
      carry += (bytes[j] ?? 0) * 58;
      bytes[j] = carry & 0xff;
      carry >>= 8;
    }
    first = j + 1;
  }
  return bytes.subarray(first - leadingOnes(text));
}

function leadingZeros(bytes: Uint8Array): number {
  const count = bytes.findIndex((byte) => byte !== 0);
  return count < 0 ? bytes.length : count;
}

function leadingOnes(text: string): number {
  let count = 0;
  while (text[count] === '1') count++;
  return count;
}

/** Keys for tests and documents: the right shape, and a mark that no issuer's generator makes by chance. */
import type { Rule } from '../model/rule.ts';
import { decodeBase58, encodeBase58 } from './base58.ts';
import type { RandomBytes } from './random.ts';

/** The first 8 of a sample's 16 bytes: “SampleKy”. A random key carries it once in 2^64. */
const MARK = Uint8Array.from([0x53, 0x61, 0x6d, 0x70, 0x6c, 0x65, 0x4b, 0x79]);
const BYTES = 16;

/** A key of the rule's kind that never worked: base58 of 16 bytes, the first 8 of them the mark. */
export function sampleKey(rule: Rule, random: RandomBytes): string {
  return rule.prefix + encodeBase58(Uint8Array.from([...MARK, ...random(BYTES - MARK.length)]));
}

/** True for what `sampleKey` makes. */
export function isSample(rule: Rule, key: string): boolean {
  const body = key.slice(rule.prefix.length);
  if (body.length < 21 || body.length > 22) return false;
  const bytes = decodeBase58(body);
  return bytes?.length === BYTES && MARK.every((byte, i) => bytes[i] === byte);
}

/** Keys for tests and documents: the right shape, and a mark that no issuer's generator makes by chance. */
import { UserError } from '../model/error.ts';
import type { Rule } from '../model/rule.ts';
import { decodeBase58, encodeBase58 } from './base58.ts';
import type { RandomBytes } from './random.ts';

/** The first 8 of a sample's 16 bytes: “SampleKy”. A random key carries it once in 2^64. */
const MARK = Uint8Array.from([0x53, 0x61, 0x6d, 0x70, 0x6c, 0x65, 0x4b, 0x79]);
const BYTES = 16;
/** The mark's first byte is high enough that 16 bytes always take 22 characters. */
const LENGTH = 22;

/**
 * A key of the rule's kind that never worked: base58 of 16 bytes, the first 8 of them the mark.
 * Errors: `bad-usage` for a rule whose keys cannot be written so.
 */
export function sampleKey(rule: Rule, random: RandomBytes): string {
  const key = rule.prefix + markedBody(random(BYTES - MARK.length));
  if (new RegExp(`^(?:${rule.regex})$`).test(key)) return key;
  throw new UserError(
    'bad-usage',
    `${rule.id} has no samples: its pattern takes no ${LENGTH} characters of base58`,
    {
      hint: 'samples are made for rules that take base58, base62 or base64url of that length',
    },
  );
}

/** True for what `sampleKey` makes. */
export function isSample(rule: Rule, key: string): boolean {
  if (key.length !== rule.prefix.length + LENGTH) return false;
  const bytes = decodeBase58(key.slice(rule.prefix.length));
  return bytes?.length === BYTES && MARK.every((byte, i) => bytes[i] === byte);
}

/** The characters that the bodies of all samples start with: what tools that cannot decode base58 know them by. */
export function sampleStart(): string {
  const [low, high] = [0, 0xff].map((byte) => markedBody(new Uint8Array(BYTES - MARK.length).fill(byte)));
  let same = 0;
  while (low?.[same] === high?.[same]) same++;
  return low?.slice(0, same) ?? '';
}

function markedBody(rest: Uint8Array): string {
  return encodeBase58(Uint8Array.from([...MARK, ...rest]));
}

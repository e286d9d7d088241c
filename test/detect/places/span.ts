/** Whether the span of a finding is that of the planted key, whatever it is encoded in. */
import type { Finding } from '../../../src/model/finding.ts';
import { ALPHABETS } from '../../support/corpus/keys.ts';
import { type Random, seeded } from '../../support/corpus/random.ts';
import type { Place, Words } from './place.ts';

/** Bits of a neighbour may share the first and the last character of an encoding, once a layer. */
const MAX_MARGIN = 12;
const VARIANTS = 6;

/**
 * A key in plain text must be exactly in its span. Where it is encoded, its bytes are those that change when it is
 * exchanged for another one: the span holds them all, and no more than a margin of others.
 */
export function isInPlace(
  { span, encoding }: Finding,
  bytes: Uint8Array,
  place: Place,
  key: string,
  words: Words,
): boolean {
  if (encoding.length === 0)
    return Buffer.from(bytes.subarray(span.start, span.end)).toString('latin1') === key;
  const { first, last } = changedBytes(bytes, place, key, words);
  const before = first - span.start;
  const after = span.end - (last + 1);
  return before >= 0 && before <= MAX_MARGIN && after >= 0 && after <= MAX_MARGIN;
}

function changedBytes(bytes: Uint8Array, place: Place, key: string, words: Words) {
  const random = seeded(key.length);
  let first = bytes.length;
  let last = 0;
  for (let i = 0; i < VARIANTS; i++) {
    const variant = Buffer.from(place.render(exchanged(key, random), words));
    if (variant.length !== bytes.length) throw new Error(`${place.name}: its length depends on the key`);
    const changed = variant.map((byte, at) => (byte === bytes[at] ? 0 : 1));
    first = Math.min(first, changed.indexOf(1));
    last = Math.max(last, changed.lastIndexOf(1));
  }
  return { first, last };
}

/**
 * Another text with `_` and `-` at the same offsets, as they may be written in another way, and with codes of as many
 * decimal digits, as `&#99;` is shorter than `&#100;`.
 */
const exchanged = (key: string, random: Random): string =>
  key.replace(/[A-Za-z0-9]/g, (character) => random.text(character < 'd' ? TO_99 : FROM_100, 1));

const FROM_100 = 'defghijklmnopqrstuvwxyz';
const TO_99 = [...ALPHABETS.base62].filter((character) => character < 'd').join('');

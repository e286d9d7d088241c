/** Values that documentation and tests write in place of a key. */
import type { Rule } from '../../model/rule.ts';

/** Segments that no key has by chance: four letters or more, whole between `_` and `-`. */
const WORDS = new Set(
  'your here example examples placeholder changeme change replace replaceme insert dummy sample fake redacted removed hidden secretkey yourkey yourapikey apikey mykey foobar invalid'.split(
    ' ',
  ),
);

/** Least share of neighbours that are equal or next in the alphabet: `abcdef`, `1234`, `xxxx`. */
const SEQUENTIAL = 0.6;
const FEWEST_CHARACTERS = 4;
const LONGEST_PERIOD = 8;

/** Why a body is a placeholder, in words; undefined if it is none. */
export function placeholderIn(body: string, rule: Rule): string | undefined {
  const lower = body.toLowerCase();
  if (rule.placeholders.some((value) => lower === value.toLowerCase()))
    return 'the documentation writes this value';
  const segments = lower.split(/[_-]/);
  const word = segments.find((segment) => WORDS.has(segment) || /^x{3,}$/.test(segment));
  if (word !== undefined) return `“${word}” stands in it as a word`;
  if (new Set(lower).size < FEWEST_CHARACTERS) return 'it repeats a few characters';
  if (sequentialShare(lower) >= SEQUENTIAL) return 'its characters follow one another';
  return hasPeriod(lower) ? 'it repeats itself' : undefined;
}

function sequentialShare(text: string): number {
  let steps = 0;
  for (let i = 1; i < text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - 1);
    if (step === 0 || step === 1 || step === -1) steps++;
  }
  return steps / (text.length - 1);
}

function hasPeriod(text: string): boolean {
  for (let period = 1; period <= Math.min(LONGEST_PERIOD, text.length >> 1); period++) {
    if (text.startsWith(text.slice(period))) return true;
  }
  return false;
}

/** Text that touches a key: a word, a number or a single character, in contrast to the rest of a longer token. */
import { randomness } from './randomness/randomness.ts';

/** Parts between separators: words, camelCase, numbers, hexadecimal. One character of any kind may come first. */
const PARTS = [
  /^.?[a-z]+(?:[A-Z][a-z]{2,})*[0-9]{0,4}$/,
  /^.?[A-Z]+[0-9]{0,4}$/,
  /^[0-9]+$/,
  /^[0-9a-f]{6,}$/,
];
const ONE_CLASS = /^(?:[a-z]+|[A-Z]+)$/;
const SEPARATORS = /[-_]+/;
/** Also dates and times. */
const NUMBERS = /^[0-9]+(?:-[0-9]+)*(?:T[0-9]+Z?)?$/;
/** Also a UUID. */
const HEX = /^[0-9a-f-]{6,}$/;

/** A record's length or tag in front of its text. */
const LENGTH_BYTE = /^[0-9](?=[A-Za-z]{2})/;

/** Fewer characters are a word only if they are of one class. */
const SHORT = 3;
/** From here on a word is told well from random text. */
const TELLING = 8;
const NAME_BITS = 1;

/** True if `rest`, which follows an issued body directly, is other text that touches it. */
export function isNeighbour(rest: string): boolean {
  const end = rest.search(SEPARATORS);
  if (end < 0) return touches(rest);
  return touches(rest.slice(0, end)) && isSeparated(rest.slice(end), rest.length);
}

/** What follows without a separator: random text of another issuer's longer body may be there as well. */
function touches(rest: string): boolean {
  if (rest.length <= 1 || NUMBERS.test(rest) || HEX.test(rest)) return true;
  const text = rest.replace(LENGTH_BYTE, '');
  if (!isPart(text) || (text.length < SHORT && !ONE_CLASS.test(text))) return false;
  return isWord(text, text.length < TELLING ? 0 : NAME_BITS);
}

/**
 * What follows behind a separator, which one in 200 bodies of another issuer has at this place.
 * @param whole characters behind the issued body
 */
function isSeparated(rest: string, whole: number): boolean {
  const parts = rest.split(SEPARATORS).filter((part) => part !== '');
  const text = parts.join('-');
  if (NUMBERS.test(text) || HEX.test(text)) return true;
  return parts.every(isPart) && (text === '' || whole < TELLING || isWord(text, NAME_BITS));
}

function isPart(text: string): boolean {
  return text.length === 1 || PARTS.some((form) => form.test(text));
}

/** One character of any kind, then a word. */
const WORD = /^.?[a-z]+$/;
const WORD_BITS = 0.8;

/**
 * True if `rest` is a word although the whole is a body that the issuer could make: five random characters of base58
 * pass once in 2,000.
 */
export function isPlainWord(rest: string): boolean {
  return WORD.test(rest) && isWord(rest, WORD_BITS);
}

/** @param bits per character by which a name is likelier than random text */
function isWord(text: string, bits: number): boolean {
  const { score, verdict } = randomness(text);
  return verdict === 'name' && score <= -bits * text.length;
}

/**
 * What people add to a name of a file or branch: a word, a year or date, a version. One in 500 random bodies of
 * base64url ends with one. A shorter word or number is added only to what holds no other separator.
 */
const SUFFIX =
  /[-_]+(?:[a-z]{3,}[0-9]{0,4}|v[0-9]+|[0-9]{4,}(?:-[0-9]{2}){0,2})$|(?<=^[^-_]+)[-_]+(?:[a-z]{2}[0-9]{0,4}|[0-9]{1,3})$/;
/** What people add to a key that is out of use. Random text ends with one of these once in a million bodies. */
const LABEL =
  /[-_]+(?:old|new|bak|backup|copy|orig|prev|previous|expired|revoked|rotated|disabled|deleted|deprecated)$/i;

/**
 * Length of `run` without the words at its end, as far as `least` characters are left.
 * @param isName the run is in a name, where any word ends a key; elsewhere a body may hold separators
 */
export function lengthWithoutSuffixes(run: string, least: number, isName: boolean): number {
  let text = run;
  for (;;) {
    const suffix = (isName ? SUFFIX : LABEL).exec(text);
    if (suffix === null || suffix.index < least) return text.length;
    text = text.slice(0, suffix.index);
  }
}

/** The words that a name is made of, however it is written. */
import {
  CREDENTIAL_OF,
  GLUE,
  IDENTIFIER,
  IDENTIFIER_OF,
  KEY,
  PURPOSE,
  QUALIFIER,
  SECRET,
} from './vocabulary.ts';

/** Stretches of a name: words in capitals before a capitalised word, capitalised words, one case, digits. */
const PIECE = /i18n|l10n|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;
const ALPHANUMERIC = /[A-Za-z0-9]+/g;

const MIN_PART = 2;
const MAX_NAME = 120;

/** Words that may be written into one with others. */
const PARTS: ReadonlySet<string> = new Set(
  [SECRET, KEY, CREDENTIAL_OF, IDENTIFIER_OF, IDENTIFIER, PURPOSE, GLUE].flatMap((words) => [...words]),
);
const KNOWN: ReadonlySet<string> = new Set([...PARTS, ...QUALIFIER]);

/**
 * `X-API-Key` → `x api key`, `apiKeys2` → `api key 2`, `sha256sum` → `sha256 sum`, `NOUVELAPIKEY` → `nouvel api key`
 * if `nouvel` is one of the words `also`. A word that is not known stays whole: `monkey`, `author`, `tokenizer`.
 */
export function wordsOf(name: string, also: readonly string[] = []): string[] {
  const words: string[] = [];
  for (const [run] of name.slice(0, MAX_NAME).matchAll(ALPHANUMERIC)) {
    const whole = singular(run.toLowerCase());
    if (KNOWN.has(whole)) words.push(whole);
    else words.push(...piecesOf(run).flatMap((piece) => partsOf(piece, also)));
  }
  return words;
}

/** Pieces by case, a known word with its digits kept together: `sha256`, `s3`, `i18n`. */
function piecesOf(run: string): string[] {
  const pieces: string[] = [];
  for (const [piece] of run.matchAll(PIECE)) {
    const last = pieces.at(-1);
    if (last !== undefined && KNOWN.has((last + piece).toLowerCase()))
      pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces.map((piece) => piece.toLowerCase());
}

/** No other word ends like these: `acmeapikey`. */
const CREDENTIAL = /^(.+)(api|secret|access|auth|private|client)(key|token|secret)s?$/;

function partsOf(piece: string, also: readonly string[]): string[] {
  const word = singular(piece);
  if (KNOWN.has(word) || also.includes(word)) return [word];
  return named(glued(piece, also)) ?? CREDENTIAL.exec(piece)?.slice(1) ?? [piece];
}

function singular(word: string): string {
  if (KNOWN.has(word) || !word.endsWith('s')) return word;
  const stem = word.slice(0, -1);
  if (KNOWN.has(stem)) return stem;
  return KNOWN.has(stem.slice(0, -1)) && word.endsWith('es') ? stem.slice(0, -1) : word;
}

/** `keymap`, `keypad`: what begins with a key is something else, unless it is an id or a hash of one. */
function named(words: string[] | undefined): string[] | undefined {
  const [first = '', second = ''] = words ?? [];
  return KEY.has(first) && !IDENTIFIER.has(second) ? undefined : words;
}

/** The known words that a piece consists of, none left over; the longest first. Undefined if there are none such. */
function glued(piece: string, also: readonly string[]): string[] | undefined {
  if (piece === '') return [];
  for (let length = piece.length; length >= MIN_PART; length--) {
    const word = singular(piece.slice(0, length));
    if (!PARTS.has(word) && !also.includes(word)) continue;
    const words = glued(piece.slice(length), also);
    if (words !== undefined) return [word, ...words];
  }
  return undefined;
}

/** True if `text`, letters of one case, consists of known words only. */
export function isGlued(text: string): boolean {
  return glued(text.toLowerCase(), []) !== undefined;
}

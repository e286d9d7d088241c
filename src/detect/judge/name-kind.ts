/** What the name of a value says of it. Names are words: `author`, `monkey` and `tokenizer` name no secret. */
import {
  ABOUT,
  CREDENTIAL_OF,
  IDENTIFIER,
  IDENTIFIER_OF,
  KEY,
  PURPOSE,
  QUALIFIER,
  SECRET,
} from './vocabulary.ts';
import { wordsOf } from './words.ts';

/**
 * `secret`: a credential (`apiKey`, `password`); `key`: a key or token of some kind; `identifier`: an id, a hash, a
 * cache key, a place, a reference to a record; `purpose`: a secret that no provider issues (`JWT_SECRET`);
 * `other`: the name says nothing.
 */
export type NameKind = 'secret' | 'key' | 'identifier' | 'purpose' | 'other';

/** The kind of a name as written in any convention. The last word decides, unless it qualifies the one before. */
export function nameKindOf(name: string): NameKind {
  return kindOfWords(wordsOf(name));
}

/** @param words lower case, singular */
export function kindOfWords(words: readonly string[]): NameKind {
  if (words.some((word, i) => isPurpose(word, words[i + 1]))) return 'purpose';
  let end = words.length;
  while (end > 1 && isQualifier(words[end - 1] ?? '')) end--;
  const last = words[end - 1] ?? '';
  if (ABOUT.has(last)) return 'other';
  if (IDENTIFIER.has(last)) return 'identifier';
  for (let i = end - 1; i >= 0; i--) {
    const word = words[i] ?? '';
    if (SECRET.has(word)) return 'secret';
    if (KEY.has(word)) return kindOfKey(words[i - 1] ?? '');
  }
  return 'other';
}

function isPurpose(word: string, next: string | undefined): boolean {
  return PURPOSE.has(word) || (word === 'sign' && next !== undefined && (KEY.has(next) || next === 'secret'));
}

function isQualifier(word: string): boolean {
  return QUALIFIER.has(word) || /^[0-9]+$/.test(word);
}

function kindOfKey(before: string): NameKind {
  if (CREDENTIAL_OF.has(before)) return 'secret';
  return IDENTIFIER_OF.has(before) ? 'identifier' : 'key';
}

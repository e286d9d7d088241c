/**
 * `secret`: a credential (`apiKey`, `password`); `key`: a key or token of some kind; `identifier`: an id, a hash, a
 * cache key, a place, a reference to a record; `purpose`: a secret that no provider issues (`JWT_SECRET`);
 * `other`: the name says nothing.
 */
export type NameKind = 'secret' | 'key' | 'identifier' | 'purpose' | 'other';
/** The kind of a name as written in any convention. The last word decides, unless it qualifies the one before. */
export declare function nameKindOf(name: string): NameKind;
/** @param words lower case, singular */
export declare function kindOfWords(words: readonly string[]): NameKind;

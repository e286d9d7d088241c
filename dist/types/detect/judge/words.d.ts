/**
 * `X-API-Key` → `x api key`, `apiKeys2` → `api key 2`, `sha256sum` → `sha256 sum`, `NOUVELAPIKEY` → `nouvel api key`
 * if `nouvel` is one of the words `also`. A word that is not known stays whole: `monkey`, `author`, `tokenizer`.
 */
export declare function wordsOf(name: string, also?: readonly string[]): string[];
/** True if `text`, letters of one case, consists of known words only. */
export declare function isGlued(text: string): boolean;

/**
 * A provider's words that are ordinary elsewhere: French `nouvel`, English `no human`. They count only inside a name,
 * or where they are themselves a section, a class or a module.
 */
import { kindOfWords } from './name-kind.ts';
import { QUALIFIER } from './vocabulary.ts';
import { wordsOf } from './words.ts';

export interface NameWords {
  /** The phrase that a name holds, if the name is otherwise that of a secret or of nothing: `NO_HUMAN_KEY`. */
  inName(name: string): string | undefined;
  /** The phrase where it is a name near by: of a section, a class, a module, or in that of a secret. */
  near(text: string): string | undefined;
}

/** Words that a client of the provider is named with. */
const CLIENT = new Set(
  'client sdk api app service config configuration settings login create new init'.split(' '),
);
const NAME = /[A-Za-z_$][\w$.-]{2,119}/g;

/** @param phrases lower case, their words parted by blanks */
export function createNameWords(phrases: readonly string[]): NameWords {
  const all = phrases.map((phrase) => ({ phrase, words: phrase.split(' ') }));
  const also = all.flatMap(({ words }) => words);
  const tests = all.map(({ words }) => nearTest(words));
  const isSecret = (name: string): boolean =>
    readings(name, also).some((said) =>
      all.some(({ words }) => placeOf(said, words) >= 0 && isSecretKind(said)),
    );
  return {
    inName(name) {
      if (name === '') return undefined;
      const said = readings(name, also);
      return all.find(({ words }) => said.some((one) => isNamed(one, words)))?.phrase;
    },
    near(text) {
      for (const { mention, section } of tests) {
        const term = mention.exec(text)?.[0];
        if (term === undefined) continue;
        if (section.test(text)) return term;
        for (const [name] of text.matchAll(NAME)) if (mention.test(name) && isSecret(name)) return term;
      }
      return undefined;
    },
  };
}

/** The words of a name, also without the letter of an option that is written into one with it: `-DNAME`. */
function readings(name: string, also: readonly string[]): readonly string[][] {
  return [
    wordsOf(name, also),
    ...(/^[A-Z][A-Za-z]|^[a-z][A-Z]/.test(name) ? [wordsOf(name.slice(1), also)] : []),
  ];
}

/** Where `name` holds `words` one after another, or -1. */
function placeOf(name: readonly string[], words: readonly string[]): number {
  return name.findIndex((_, i) => words.every((word, j) => name[i + j] === word));
}

function isSecretKind(name: readonly string[]): boolean {
  const kind = kindOfWords(name);
  return kind === 'secret' || kind === 'key';
}

/** True if `name` holds `words`, and the rest of it says nothing else. */
function isNamed(name: readonly string[], words: readonly string[]): boolean {
  const at = placeOf(name, words);
  if (at < 0) return false;
  const rest = name.toSpliced(at, words.length);
  return isSecretKind(name) || rest.every((word) => QUALIFIER.has(word) || CLIENT.has(word));
}

/**
 * `nouvel:`, `"nouvel": {`, `[nouvel]`, `new Nouvel(`, `Nouvel::Client`, `from 'nouvel'`. A phrase of several words is
 * written with any separator or none.
 */
function nearTest(words: readonly string[]): { readonly mention: RegExp; readonly section: RegExp } {
  const phrase = words.map((word) => word.replace(/[^a-z0-9]/g, '\\$&')).join('[ _-]?');
  const section = words.length === 1 ? '[:=\\]{>]' : '(?:[:=]\\s*(?:\\{|\\r?\\n)|[\\]{])';
  return {
    mention: new RegExp(phrase, 'i'),
    section: new RegExp(
      `(?:^|[\\s"'\\[{,<])${phrase}["'\\]>]?\\s*${section}|\\[[\\w. -]*\\b${phrase}\\]|\\bnew ${phrase}\\w*\\(|\\b${phrase}(?:::|\\.)(?:client|new|api)\\b|\\b(?:from|require\\(?|import)\\s*["']?${phrase}(?:["';]|\\s+import\\b|$)`,
      'i',
    ),
  };
}

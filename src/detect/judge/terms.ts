/** Looks for a provider's or another issuer's terms in names and in running text. */
import type { Rule } from '../../model/rule.ts';
import { createNameWords } from './name-words.ts';
import type { Surroundings } from './surroundings.ts';
import { isGlued } from './words.ts';

/** How strongly the text points at the rule's own provider. */
export interface Match {
  readonly strength: 'name' | 'host' | 'word';
  /** The term of the rule that was found. */
  readonly term: string;
}

/** A rule's terms, compiled once. */
export interface Terms {
  /** What in the surroundings or the path speaks for the provider. */
  provider(levels: readonly Surroundings[], path: string): Match | undefined;
  /** The word of another issuer in the name or, failing a provider's term, near by. */
  foreignName(levels: readonly Surroundings[]): string | undefined;
  foreignNear(levels: readonly Surroundings[]): string | undefined;
}

/** The letter of an option may be written into one with a name: `-DNAME=value`, `/DNAME`, `-eNAME`, `-Pname=value`. */
const STARTS = '(?:(?<![A-Za-z0-9])|(?<=(?:^|[^A-Za-z0-9])[-/][A-Za-z]))';

/** Compiles the terms of a rule. */
export function createTerms(rule: Rule): Terms {
  const { names, words, nameWords, hosts, texts } = rule.context;
  const nameTest = anyOf(names.map((name) => `${STARTS}${escaped(name)}(?![A-Za-z0-9])`));
  const hostTest = anyOf(
    hosts.map((host) => `(?<![A-Za-z0-9-])${escaped(host)}(?![A-Za-z0-9_-]|\\.[A-Za-z])`),
    'i',
  );
  const textTest = anyOf(texts.map(escaped), 'i');
  const near = wordTest(words);
  const phrases = createNameWords(nameWords);
  const inPath = wordTest([...words, ...nameWords]);
  const foreign = anyOf(rule.foreign.words.map(escaped), 'i');
  return {
    provider: (levels, path) =>
      strongest(levels, (text) => [
        found('name', nameTest, text),
        found('host', hostTest, text) ?? found('host', textTest, text),
        named('word', near(text)) ?? named('word', phrases.near(text)),
      ]) ??
      named(
        'word',
        first(levels, ({ name, callee }) => near(name) ?? phrases.inName(name) ?? phrases.inName(callee)) ??
          inPath(path),
      ),
    foreignName: (levels) => first(levels, (level) => foreign?.exec(level.name)?.[0]),
    foreignNear: (levels) => first(levels, (level) => foreign?.exec(lineOf(level))?.[0]),
  };
}

function strongest(
  levels: readonly Surroundings[],
  test: (text: string) => readonly (Match | undefined)[],
): Match | undefined {
  const matches = levels.flatMap((level) => [...test(level.before), ...test(level.after)]);
  const order = ['name', 'host', 'word'] as const;
  for (const strength of order) {
    const match = matches.find((candidate) => candidate?.strength === strength);
    if (match !== undefined) return match;
  }
  return undefined;
}

function found(strength: Match['strength'], test: RegExp | undefined, text: string): Match | undefined {
  return named(strength, test?.exec(text)?.[0]);
}

function named(strength: Match['strength'], term: string | undefined): Match | undefined {
  return term === undefined ? undefined : { strength, term };
}

function first<T>(
  levels: readonly Surroundings[],
  of: (level: Surroundings) => T | undefined,
): T | undefined {
  for (const level of levels) {
    const value = of(level);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The candidate's own line. */
function lineOf({ before, after }: Surroundings): string {
  return before.slice(before.lastIndexOf('\n') + 1) + ' ' + (after.split('\n', 1)[0] ?? '');
}

/**
 * Finds a word as a whole word or a whole part of a compound name: `NOHUMAN_KEY`, `nohumanKey`, `myNohumanKey`,
 * `NOHUMANAPIKEY`, but not `monohuman`, `nohumanman` or `NoHumansAllowed`.
 */
function wordTest(words: readonly string[]): (text: string) => string | undefined {
  const test = anyOf(words.map(escaped), 'gi');
  return (text) => {
    if (test === undefined) return undefined;
    for (const match of text.matchAll(test)) {
      if (isWholePart(text, match.index, match[0])) return match[0];
    }
    return undefined;
  };
}

/** Letters that are looked at on each side of a word. */
const MAX_GLUED = 24;
const OPTION_LETTER = /(?:^|[^A-Za-z0-9])[-/][A-Za-z]$/;

function isWholePart(text: string, at: number, word: string): boolean {
  const after = text.slice(at + word.length, at + word.length + MAX_GLUED);
  return startsPart(text.slice(Math.max(0, at - MAX_GLUED), at), word) && endsPart(after, word);
}

function startsPart(before: string, word: string): boolean {
  if (!/[A-Za-z]$/.test(before)) return true;
  if (/[a-z]$/.test(before) && /^[A-Z]/.test(word)) return true;
  return OPTION_LETTER.test(before) || isGlued(/[A-Za-z][a-z]*$|[A-Z]+$/.exec(before)?.[0] ?? '');
}

/** What follows in the same case must be words that names of secrets are made of: `nohumanapikey`, `NOHUMANKEY`. */
function endsPart(after: string, word: string): boolean {
  if (!/^[A-Za-z]/.test(after)) return true;
  const inCapitals = /[A-Z]$/.test(word);
  if (!inCapitals && /^[A-Z]/.test(after)) return true;
  return isGlued((inCapitals ? /^[A-Z]+(?![a-z])/ : /^[a-z]+/).exec(after)?.[0] ?? '');
}

function anyOf(patterns: readonly string[], flags = ''): RegExp | undefined {
  return patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), flags);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/**
 * Whether a rule's pattern is fit to run over hostile text. V8 gives no promise of linear time, so every character may
 * lead to one place of the pattern only, as in the deterministic content models of XML 1.0, appendix E: what cannot
 * match in two ways leaves nothing to try again.
 */
import { type Characters, type Piece, readPattern, type Sequence } from './pattern.ts';
import { ruleError, type Where } from './schema.ts';

/** Fewer characters are met too often in text: 3 lower-case letters start a word of every 200 lines. */
const LEAST_PREFIX = 3;
/** Longer than any key known; also what keeps `{n,m}` inside `{n,m}` within RE2's limit of 1000. */
const MOST_REPEATED = 256;

/** A pattern that passed. */
export interface LintedPattern {
  /** The literal text that every match starts with. */
  readonly prefix: string;
  /** Fewest and most characters behind the prefix. */
  readonly body: readonly [least: number, most: number];
}

/** Errors: `bad-rule` for what is no regular expression, has no literal prefix, or could be slow. */
export function lintPattern(regex: string, where: Where): LintedPattern {
  const pattern = readPattern(regex, where);
  const prefix = literalStart(pattern);
  if (prefix.length < LEAST_PREFIX) {
    const expected = `expected a literal prefix of at least ${LEAST_PREFIX} characters, found “${prefix}”`;
    throw ruleError(where, 'regex', expected, 'for example acme_[A-Za-z0-9]{32}');
  }
  refuseAmbiguous(pattern, new Set(), where);
  const [least, most] = lengthsOf(pattern);
  if (most > prefix.length + MOST_REPEATED) {
    throw ruleError(
      where,
      'regex',
      `expected at most ${MOST_REPEATED} characters behind the prefix, found ${most}`,
    );
  }
  return { prefix, body: [least - prefix.length, most - prefix.length] };
}

function literalStart(pattern: Sequence): string {
  let text = '';
  for (const piece of pattern) {
    if (piece.kind !== 'characters' || piece.set.size !== 1) break;
    text += String.fromCharCode(...piece.set);
  }
  return text;
}

/** @param next the characters that may follow the sequence */
function refuseAmbiguous(sequence: Sequence, next: Characters, where: Where): void {
  let follow = next;
  for (const piece of sequence.toReversed()) {
    refuseAmbiguousPiece(piece, follow, where);
    follow = isOptional(piece) ? union(firstOf(piece), follow) : firstOf(piece);
  }
}

function refuseAmbiguousPiece(piece: Piece, next: Characters, where: Where): void {
  if (piece.kind === 'choice') {
    const seen = new Set<number>();
    for (const sequence of piece.of) {
      const first = firstOfSequence(sequence, next);
      if (overlaps(first, seen)) throw ambiguous(piece, 'two of its alternatives start alike', where);
      for (const code of first) seen.add(code);
      refuseAmbiguous(sequence, next, where);
    }
  }
  if (piece.kind !== 'repeat') return;
  const first = firstOf(piece.piece);
  if (piece.most > MOST_REPEATED) {
    const expected = `expected a repetition of at most ${MOST_REPEATED}, found “${piece.text}”`;
    throw ruleError(where, 'regex', expected, 'write {16,64}, not +');
  }
  if (isOptional(piece.piece)) throw ambiguous(piece, 'what it repeats may be empty', where);
  if (piece.least !== piece.most && overlaps(first, next))
    throw ambiguous(piece, 'what follows can start like what it repeats', where);
  refuseAmbiguousPiece(piece.piece, piece.most > 1 ? union(first, next) : next, where);
}

function ambiguous(piece: Piece, why: string, where: Where): Error {
  const problem = `ambiguous repetition or choice, “${piece.text}”: ${why}`;
  return ruleError(
    where,
    'regex',
    problem,
    'give it a fixed length, or alternatives that differ in their first character',
  );
}

function isOptional(piece: Piece): boolean {
  if (piece.kind === 'characters') return false;
  if (piece.kind === 'choice') return piece.of.some((sequence) => sequence.every(isOptional));
  return piece.least === 0 || isOptional(piece.piece);
}

function firstOf(piece: Piece): Characters {
  if (piece.kind === 'characters') return piece.set;
  if (piece.kind === 'repeat') return firstOf(piece.piece);
  return piece.of.map((sequence) => firstOfSequence(sequence, new Set())).reduce(union, new Set());
}

/** The characters a sequence can start with, which are those of what follows if it may be empty. */
function firstOfSequence(sequence: Sequence, next: Characters): Characters {
  return sequence.reduceRight(
    (follow, piece) => (isOptional(piece) ? union(firstOf(piece), follow) : firstOf(piece)),
    next,
  );
}

/** Fewest and most characters. */
function lengthsOf(sequence: Sequence): readonly [number, number] {
  const each = sequence.map(lengthsOfPiece);
  return [each.reduce((sum, [least]) => sum + least, 0), each.reduce((sum, [, most]) => sum + most, 0)];
}

function lengthsOfPiece(piece: Piece): readonly [number, number] {
  if (piece.kind === 'characters') return [1, 1];
  if (piece.kind === 'repeat') {
    const [least, most] = lengthsOfPiece(piece.piece);
    return [least * piece.least, most * piece.most];
  }
  const each = piece.of.map(lengthsOf);
  return [Math.min(...each.map(([least]) => least)), Math.max(...each.map(([, most]) => most))];
}

function union(a: Characters, b: Characters): Characters {
  return new Set([...a, ...b]);
}

function overlaps(a: Characters, b: Characters): boolean {
  return [...a].some((code) => b.has(code));
}

/** Characters of each adversarial text. */
const LONG = 50_000;

/**
 * Texts that would take a slow pattern long, to be timed by the caller: the prefix with a flood of what the pattern
 * repeats, and floods of near misses. Errors: `bad-rule` for a pattern that cannot be read.
 */
export function adversarialTexts(regex: string): string[] {
  const pattern = readPattern(regex, { file: 'regex', rule: 'rule' });
  const prefix = literalStart(pattern);
  const sets = setsOf(pattern).filter((set) => set.size > 1);
  const ends = sets.flatMap((set) => [Math.min(...set), Math.max(...set)]);
  const pumps = [...new Set(ends)].map((code) => String.fromCharCode(code));
  return [prefix, ...pumps, pumps.join('')].flatMap((pump) => [
    flood(prefix, pump),
    flood(prefix, `${pump}\0`),
    flood('', prefix + pump.repeat(MOST_REPEATED) + '\0'),
  ]);
}

function setsOf(sequence: Sequence): Characters[] {
  return sequence.flatMap((piece) => {
    if (piece.kind === 'characters') return [piece.set];
    return piece.kind === 'repeat' ? setsOf([piece.piece]) : piece.of.flatMap(setsOf);
  });
}

function flood(start: string, pump: string): string {
  return start + pump.repeat(pump === '' ? 0 : Math.ceil(LONG / pump.length));
}

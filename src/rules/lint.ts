/**
 * A rule's regular expression: a literal prefix, then character classes with one bounded repetition each. Anything
 * that could match one text in two ways is refused: V8 gives no promise of linear time.
 */
import { ruleError, type Where } from './schema.ts';

const LEAST_PREFIX = 3;
const MOST_REPEATED = 256;
const PIECE =
  /^(?:\[(?!\^)((?:[^\]\\]|\\[\w\\\-\]])+)\](?:\{(\d+)(?:,(\d+))?\}|\+|\*|\?)?|(\\[.\-_+/]|[^\\[\](){}.*+?|^$]))/;

/** A piece of a pattern: one class or character, and how often. */
interface Piece {
  readonly set: string;
  readonly least: number;
  readonly most: number;
}

/** The literal text that a pattern starts with. */
export function literalStart(regex: string): string {
  return /^[A-Za-z0-9_-]*/.exec(regex.replace(/[A-Za-z0-9_-](?=[*+?{])[\s\S]*/, ''))?.[0] ?? '';
}

/** Errors: `bad-rule` for what is no regular expression, has no literal prefix, or could be slow. */
export function lintPattern(regex: string, where: Where): void {
  try {
    new RegExp(regex);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message.replace(/^.*: /, '') : 'not a regular expression';
    throw ruleError(where, 'regex', what);
  }
  if (literalStart(regex).length < LEAST_PREFIX) {
    throw ruleError(
      where,
      'regex',
      `expected a literal prefix of at least ${LEAST_PREFIX} characters`,
      'for example acme_[A-Za-z0-9]{32}',
    );
  }
  refuseAmbiguous(pieces(regex, where), where);
}

function pieces(regex: string, where: Where): Piece[] {
  const found: Piece[] = [];
  for (let rest = regex; rest !== ''; ) {
    const match = PIECE.exec(rest);
    if (match === null) {
      throw ruleError(
        where,
        'regex',
        `cannot use “${rest.slice(0, 12)}”`,
        'a prefix and character classes with {n,m} are enough for a key',
      );
    }
    const [whole, set, low, high, literal] = match;
    found.push({ set: set ?? literal ?? '', ...times(whole, low, high) });
    rest = rest.slice(whole.length);
  }
  return found;
}

function times(
  whole: string,
  low: string | undefined,
  high: string | undefined,
): Pick<Piece, 'least' | 'most'> {
  if (low !== undefined) return { least: Number(low), most: Number(high ?? low) };
  if (!whole.startsWith('[')) return { least: 1, most: 1 };
  if (whole.endsWith('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
  if (whole.endsWith('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
  return whole.endsWith('?') ? { least: 0, most: 1 } : { least: 1, most: 1 };
}

/** A repetition of changing length may not be followed by a piece that shares a character with it. */
function refuseAmbiguous(all: readonly Piece[], where: Where): void {
  for (const [i, piece] of all.entries()) {
    if (piece.most > MOST_REPEATED)
      throw ruleError(
        where,
        'regex',
        `expected a repetition of at most ${MOST_REPEATED}`,
        'write {16,64}, not +',
      );
    const next = all[i + 1];
    if (piece.least === piece.most || next === undefined) continue;
    if (overlap(piece.set, next.set)) {
      throw ruleError(
        where,
        'regex',
        `“[${piece.set}]” may end anywhere inside “${next.set}”: ambiguous repetition`,
        'give the first a fixed length',
      );
    }
  }
}

function overlap(a: string, b: string): boolean {
  const first = new RegExp(`[${a}]`);
  const second = new RegExp(`[${b.startsWith('\\') ? b : b}]`);
  for (let code = 0x20; code < 0x7f; code++) {
    const character = String.fromCharCode(code);
    if (first.test(character) && second.test(character)) return true;
  }
  return false;
}

/** Texts that would take a slow pattern long: to be timed by the caller. */
export function adversarialTexts(regex: string): string[] {
  const prefix = literalStart(regex);
  const long = 50_000;
  return ['a', 'A0', '_', '-a', 'aA9_-'].flatMap((piece) => [
    prefix + piece.repeat(long / piece.length),
    (prefix + piece).repeat(long / 8),
  ]);
}

/**
 * A rule's regular expression as a tree of the few things a key needs: characters, alternatives, bounded repetition.
 * The rest of the syntax is refused here, with its name, so that what follows need not know it.
 */
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { ruleError, type Where } from './schema.ts';

/** Codes of the single-byte characters that may stand at a place. */
export type Characters = ReadonlySet<number>;

/** A part of a pattern, with its text for messages. */
export type Piece =
  | { readonly kind: 'characters'; readonly set: Characters; readonly text: string }
  | { readonly kind: 'choice'; readonly of: readonly Sequence[]; readonly text: string }
  | {
      readonly kind: 'repeat';
      readonly piece: Piece;
      readonly least: number;
      readonly most: number;
      readonly text: string;
    };

export type Sequence = readonly Piece[];

/** What the detector reads a key's body up to the end of (detect/boundary.ts). */
const KEY_CHARACTER = /[A-Za-z0-9_-]/;
const CODES = Array.from({ length: 256 }, (_, code) => code);
/** Node 20 runs ES2023: later syntax would pass here and fail there. */
const PARSER = new RegExpParser({ ecmaVersion: 2023 });
const SIMPLE = 'a prefix, character classes with {n,m} and (?:one|other) are enough for a key';

const NAMES = {
  Assertion: 'a boundary or a lookaround',
  Backreference: 'a back-reference',
  CapturingGroup: 'a capturing group',
} as const;

/** Errors: `bad-rule` for what is no regular expression, and for syntax that a key has no need of. */
export function readPattern(regex: string, where: Where): Sequence {
  const { alternatives } = parse(regex, where);
  const [only] = alternatives;
  if (only !== undefined && alternatives.length === 1) return readSequence(only, where);
  return [{ kind: 'choice', of: alternatives.map((one) => readSequence(one, where)), text: regex }];
}

function parse(regex: string, where: Where): AST.Pattern {
  try {
    return PARSER.parsePattern(regex, 0, regex.length, { unicode: false, unicodeSets: false });
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const what = cause.message.replace(/^Invalid regular expression: .*\/[a-z]*: /s, '');
    throw ruleError(where, 'regex', `not a regular expression: ${what}`);
  }
}

function readSequence(alternative: AST.Alternative, where: Where): Sequence {
  return alternative.elements.map((element) => readElement(element, where));
}

function readElement(element: AST.Element, where: Where): Piece {
  const { raw } = element;
  switch (element.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return { kind: 'characters', set: readCharacters(raw, where), text: raw };
    case 'Group':
      return { kind: 'choice', of: element.alternatives.map((one) => readSequence(one, where)), text: raw };
    case 'Quantifier':
      return {
        kind: 'repeat',
        piece: readElement(element.element, where),
        least: element.min,
        most: element.max,
        text: raw,
      };
    case 'CapturingGroup':
      throw ruleError(where, 'regex', `cannot use ${NAMES.CapturingGroup}, “${raw}”`, 'write (?:…)');
    case 'Assertion':
    case 'Backreference':
      throw ruleError(where, 'regex', `cannot use ${NAMES[element.type]}, “${raw}”`, SIMPLE);
    default:
      throw ruleError(where, 'regex', `cannot use “${raw}”`, SIMPLE);
  }
}

/** V8 itself says which characters a class holds: nothing about escapes need be known here. */
function readCharacters(raw: string, where: Where): Characters {
  const one = new RegExp(`^${raw}$`, 's');
  const set = new Set(CODES.filter((code) => one.test(String.fromCharCode(code))));
  const foreign = [...set].find((code) => !KEY_CHARACTER.test(String.fromCharCode(code)));
  if (foreign === undefined && set.size > 0) return set;
  throw ruleError(
    where,
    'regex',
    `expected characters of A-Z a-z 0-9 _ -, found ${foreign === undefined ? 'others' : JSON.stringify(String.fromCharCode(foreign))} in “${raw}”`,
    'a key is read up to the first character that is none of these',
  );
}

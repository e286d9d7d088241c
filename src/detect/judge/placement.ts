/** How a candidate is written, over all levels of encoding, and what that adds to its score. */
import type { Reason, Syntax } from '../../model/finding.ts';
import type { Candidate } from '../candidate.ts';
import type { NameKind } from './name-kind.ts';
import type { Whole } from './part-of.ts';
import { reason } from './score.ts';
import { isHex } from './shape.ts';
import type { Surroundings } from './surroundings.ts';

/** The innermost level that says something counts. */
export interface Placement {
  readonly syntax: Syntax;
  /** The variable, field, column or header the key is given to; empty if none. */
  readonly name: string;
  readonly kind: NameKind;
  readonly part: Whole | undefined;
}

export const UNPLACED: Placement = { syntax: 'text', name: '', kind: 'other', part: undefined };

/** Syntaxes in which a value is given to something, or is something by itself. */
const GIVEN: ReadonlySet<Syntax> = new Set(['assignment', 'header', 'string']);

/** @param levels from the innermost to the blob itself */
export function placementOf(levels: readonly Surroundings[]): Placement {
  const given = levels.find(({ syntax }) => GIVEN.has(syntax)) ?? levels[0];
  const named = levels.find(({ name, callee }) => name !== '' || callee !== '');
  return {
    syntax: given?.syntax ?? 'text',
    name: named?.name ?? '',
    kind: named?.kind ?? 'other',
    part: levels[0]?.part,
  };
}

/** True if the name, or what it is a part of, says that it is an id. */
export function isIdPlace({ kind, part }: Placement): boolean {
  return kind === 'identifier' || kind === 'purpose' || part !== undefined;
}

/** True if the name or the header says that it is secret. */
export function isSecretPlace({ kind, syntax }: Placement): boolean {
  return kind === 'secret' || kind === 'key' || syntax === 'header';
}

/** @param isAttributed to the rule's provider */
export function placeReasons(
  { body, view }: Candidate,
  placed: Placement,
  isAttributed: boolean,
): readonly Reason[] {
  return [
    ...syntaxReasons(placed),
    ...(isAttributed ? [] : doubts(body, placed)),
    ...(view.encoding.includes('split') ? [reason('split', 'split', 'written in several pieces')] : []),
  ];
}

function syntaxReasons(placed: Placement): Reason[] {
  const { syntax } = placed;
  const text = syntax === 'header' ? 'a header of credentials' : 'the name says that it is secret';
  return [
    ...(GIVEN.has(syntax) ? [reason('syntax', 'assigned', SYNTAX_TEXT[syntax])] : []),
    ...(isSecretPlace(placed) ? [reason('syntax', 'secretName', text)] : []),
  ];
}

/** What speaks against a secret where nothing says whose it would be. Of what it is instead, the surest counts. */
function doubts(body: string, placed: Placement): Reason[] {
  const isCredential = placed.kind === 'secret' || placed.syntax === 'header';
  const instead = purposeOf(placed);
  return [
    ...(isHex(body) && !isCredential ? [reason('shape', 'hexAlone', 'hexadecimal: as likely a hash')] : []),
    ...(instead === undefined ? [] : [instead]),
  ];
}

function purposeOf({ kind, part }: Placement): Reason | undefined {
  if (kind === 'purpose') return reason('surroundings', 'otherPurpose', 'the name says what else it is for');
  if (part === 'token') return reason('surroundings', 'partOfToken', 'a part of another kind of token');
  if (part === 'address') return reason('surroundings', 'partOfPath', 'a part of an address');
  if (part === 'path') return reason('surroundings', 'partOfPath', 'a part of a path or a file name');
  if (kind !== 'identifier') return undefined;
  return reason('surroundings', 'identifierName', 'the name is that of an id, a hash or a record');
}

const SYNTAX_TEXT = {
  assignment: 'assigned to a name',
  header: 'the value of a header',
  string: 'a string of its own',
  line: '',
  text: '',
  table: '',
  log: '',
} as const satisfies Record<Syntax, string>;

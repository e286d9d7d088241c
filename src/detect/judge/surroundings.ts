/** The text round a candidate, at every level of encoding, and what it says of the name and the syntax. */
import type { Syntax } from '../../model/finding.ts';
import { latin1 } from '../alphabet.ts';
import type { View } from '../decode/view.ts';
import { ending } from './ending.ts';
import { calleeBefore, nameBefore } from './name-before.ts';
import { type NameKind, nameKindOf } from './name-kind.ts';
import { isPassword, partOf, type Whole } from './part-of.ts';
import { type Cell, cellOf } from './table.ts';

/** Bytes of text to each side that a judgement may look at. Only the header of a table may be further away. */
export const CONTEXT_REACH = 640;

export interface Surroundings {
  readonly before: string;
  readonly after: string;
  readonly syntax: Syntax;
  /** Name of the variable, field, column or header the candidate is given to, as written; empty if none. */
  readonly name: string;
  /** What the name says, or the name of the function if there is none. */
  readonly kind: NameKind;
  /** Name of the function that the candidate is an argument of. */
  readonly callee: string;
  /** What the candidate is only a part of. */
  readonly part?: Whole;
}

/** Where a candidate is: `[start, end)` of a view, and whether a dot and more of the same kind follow. */
export interface Place {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  readonly dotted: boolean;
}

/** Surroundings of a place, and of the run it was decoded from in each outer view. */
export function surroundingsOf({ view, start, end, dotted }: Place): Surroundings[] {
  const here = readSurroundings(view.bytes, start, end, dotted);
  if (view.outer === undefined) return [here];
  const { view: outer, start: from, end: to } = view.outer;
  return [here, ...surroundingsOf({ view: outer, start: from, end: to, dotted: false })];
}

function readSurroundings(bytes: Uint8Array, start: number, end: number, dotted: boolean): Surroundings {
  const before = latin1(bytes, start - CONTEXT_REACH, start);
  const after = latin1(bytes, end, end + CONTEXT_REACH);
  const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
  const rest = after.split(/[\r\n]/, 1)[0] ?? '';
  if (isPassword(line, rest))
    return { before, after, syntax: 'assignment', name: 'password', kind: 'secret', callee: '' };
  const cell = cellOf({ bytes, start, line, rest });
  const part = partOf(cell === undefined ? line : '', rest, dotted);
  const name = nameOf(before, line, cell);
  const callee = name === '' ? calleeBefore(line) : '';
  const kind = kindOf(name === '' ? callee : name, before, after);
  const syntax = syntaxOf({ line, rest, name, kind, cell });
  return { before, after, syntax, name, kind, callee, ...(part === undefined ? {} : { part }) };
}

const CELL_BEFORE = ending(/([A-Za-z_][\w.-]{1,60})["'`]?\s*[|,;\t]\s*["'`]?$/);

/** In a table, the name of the column; that of the cell before if the column's says nothing. */
function nameOf(before: string, line: string, cell: Cell | undefined): string {
  if (cell === undefined) return nameBefore(before, line);
  if (nameKindOf(cell.column) !== 'other') return cell.column;
  const neighbour = CELL_BEFORE(line)?.[1] ?? '';
  return nameKindOf(neighbour) === 'other' ? cell.column : neighbour;
}

/** The name `key` of an element of React, and `Key` of an object in a bucket, are no secrets. */
const ELEMENT_KEY = /<[A-Za-z][\w.:]*\s(?:[^<>]*\s)?key=\{?["'`]?$/;

function kindOf(name: string, before: string, after: string): NameKind {
  const kind = nameKindOf(name);
  if (kind !== 'key') return kind;
  if (name === 'key' && ELEMENT_KEY.test(before)) return 'identifier';
  const isObject = name === 'Key' && /\bBucket\b/.test(before.slice(-200) + after.slice(0, 200));
  return isObject ? 'identifier' : kind;
}

const BEARER = ending(/\bbearer\s+(?:\$?["'`(]*)$/i);
const HEADER =
  /\b(?:proxy-)?authorization["'`\\]*\s*[:,=]\s*["'`\\]*(?:[a-z-]+ )?["'`\\]*$|\bx-[a-z-]+["'`\\]*\s*[:,=]\s*["'`\\]*$/i;
/** A time, a level, an address: how the lines of a log begin. */
const LOG =
  /^\W{0,3}(?:\d{4}[-/]\d\d[-/]\d\d[T ]|\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d|\d{10,13}[ .]|\d{1,3}(?:\.\d{1,3}){3} \S+ \S+ \[|(?:\[[^\]]{0,40}\]\s*){0,3}(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL)\b[\]\s:|])/;
const QUOTE_BEFORE = /["'`]$/;
const QUOTE_AFTER = /^\\{0,7}["'`]/;
/** A bullet, a sign of a diff, a quotation mark of mail, a quote. */
const OPENS_LINE = /^[\s>+*#-]*(?:\d{1,3}[.)]\s*)?["'`]?$/;
const CLOSES_LINE = /^["'`]?[\s,;]*$/;

interface Reading {
  readonly line: string;
  readonly rest: string;
  readonly name: string;
  readonly kind: NameKind;
  readonly cell: Cell | undefined;
}

/** In a table or a log only the name of a secret makes a value one that is given to a name. */
function syntaxOf({ line, rest, name, kind, cell }: Reading): Syntax {
  const isSecret = name !== '' && (kind === 'secret' || kind === 'key');
  if (BEARER(line) !== undefined || (HEADER.test(line) && (isSecret || name === ''))) return 'header';
  if (isSecret) return 'assignment';
  if (cell !== undefined && cell.isInserted !== true) return 'table';
  if (LOG.test(line)) return 'log';
  if (name !== '') return 'assignment';
  if (QUOTE_BEFORE.test(line) && QUOTE_AFTER.test(rest)) return 'string';
  return OPENS_LINE.test(line) && CLOSES_LINE.test(rest) ? 'line' : 'text';
}

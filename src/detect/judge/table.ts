/**
 * Cells of tables in text: CSV and TSV (RFC 4180), Markdown, what psql and mysql print, the rows of PostgreSQL's COPY
 * and of SQL's INSERT. The header of a column names what stands in it.
 */
import { latin1 } from '../alphabet.ts';
import { ending } from './ending.ts';

/** Bytes before a candidate in which the header of a table is looked for, and the length of a first line. */
const HEADER_REACH = 4096;
const MAX_COLUMNS = 200;

/** A cell that holds nothing but the candidate. */
export interface Cell {
  /** The name of the column; empty if the table has no header within reach. */
  readonly column: string;
  /** A value of a statement of a program, which names its columns. */
  readonly isInserted?: boolean;
}

/** The text round a candidate. */
export interface CellText {
  readonly bytes: Uint8Array;
  readonly start: number;
  /** The text before the candidate on its line. */
  readonly line: string;
  /** The text behind it on its line. */
  readonly rest: string;
}

/** The cell that holds nothing but the candidate; undefined if it is in no table. */
export function cellOf(text: CellText): Cell | undefined {
  return pipedCell(text) ?? tabbedCell(text) ?? separatedCell(text) ?? insertedCell(text);
}

const PIPE_BEFORE = ending(/\|\s*[`"']?$/);
const PIPE_AFTER = /^[`"']?\s*\|/;
const RULE_LINE = /^[\s|:+-]*-{2}[\s|:+-]*$/;

/** `| a | K |` of Markdown, ` a | K` of psql. */
function pipedCell({ bytes, start, line, rest }: CellText): Cell | undefined {
  const [opens, closes] = [PIPE_BEFORE(line) !== undefined, PIPE_AFTER.test(rest)];
  const isCell = opens ? closes || /^[`"']?\s*$/.test(rest) : closes && /^\s*[`"']?$/.test(line);
  if (!isCell) return undefined;
  const above = latin1(bytes, start - HEADER_REACH, start - line.length).split(/\r?\n/);
  const rule = above.findLastIndex((one) => RULE_LINE.test(one));
  if (!opens && rule < 0) return undefined;
  const header = rule < 1 ? '' : (above[rule - 1] ?? '');
  return { column: nameIn(barred(header), barred(line).length - 1) };
}

/** The cells of a line; an outer bar is none's. */
function barred(line: string): string[] {
  return line.replace(/^\s*\|/, '').split('|', MAX_COLUMNS);
}

const COPY = /\bCOPY\s+[\w."]+\s*\(([^()]{1,2000})\)\s+FROM\s+stdin;?\r?\n/gi;

const TAB_BEFORE = ending(/\S.*\t["']?$/);

/** Between tabulators, unless they only indent. */
function tabbedCell({ bytes, start, line, rest }: CellText): Cell | undefined {
  const opens = TAB_BEFORE(line) !== undefined;
  const closes = /^["']?\t/.test(rest) && /^["']?$|\t["']?$/.test(line);
  if (!opens && !closes) return undefined;
  if (!/^["']?(?:\t|\s*$)/.test(rest)) return undefined;
  const index = line.split('\t').length - 1;
  const copied = [...latin1(bytes, start - HEADER_REACH, start).matchAll(COPY)].at(-1)?.[1];
  const header = copied?.split(',') ?? firstLine(bytes, start)?.split('\t', MAX_COLUMNS) ?? [];
  return { column: nameIn(header, index) };
}

/** A row of comma- or semicolon-separated values, which holds none of the signs of program text. */
function separatedCell({ bytes, start, line, rest }: CellText): Cell | undefined {
  const [, separator = '', quote = ''] = /(^|[,;])(["']?)$/.exec(line) ?? [];
  const closing = rest.startsWith(quote) ? rest.slice(quote.length) : '';
  const next = /^(?:[,;]|\s*$)/.exec(closing)?.[0];
  if (next === undefined || (quote !== '' && !rest.startsWith(quote))) return undefined;
  const sign = separator || next.trim();
  if (sign === '' || !isRow(line, closing, sign)) return undefined;
  const header = firstLine(bytes, start);
  const names = header === undefined ? [] : separated(header, sign);
  return { column: nameIn(names, separated(line, sign).length - 1) };
}

function isRow(line: string, rest: string, sign: string): boolean {
  const plain = `${line.replace(/"[^"]*"/g, '')}${sign}${rest.replace(/"[^"]*"/g, '')}`;
  return !/[()[\]{}=<>]/.test(plain) && !plain.includes(`${sign} `) && !/^\s/.test(plain);
}

function separated(line: string, sign: string): string[] {
  return line.replace(/"[^"]*"/g, (cell) => cell.replaceAll(sign, ' ')).split(sign, MAX_COLUMNS);
}

const INSERT = ending(
  /\bINSERT\s+INTO\s+[\w."`[\]]+\s*\(([^()]{1,1000})\)\s*VALUES\s*\(((?:[^()']|'[^']*')*)'$/i,
);

/** `INSERT INTO t (a, b) VALUES (1, 'K')`. */
function insertedCell({ bytes, start, rest }: CellText): Cell | undefined {
  if (!rest.startsWith("'")) return undefined;
  const [, columns, values] = INSERT(latin1(bytes, start - HEADER_REACH, start)) ?? [];
  if (columns === undefined || values === undefined) return undefined;
  const index = values.replace(/'[^']*'/g, '').split(',').length - 1;
  return { column: nameIn(columns.split(','), index), isInserted: true };
}

/** The first line of the text, unless the candidate stands on it. */
function firstLine(bytes: Uint8Array, start: number): string | undefined {
  const end = bytes.subarray(0, HEADER_REACH).indexOf(0x0a);
  return end < 0 || end >= start ? undefined : latin1(bytes, 0, end).trimEnd();
}

const NAME = /^\W{0,3}([A-Za-z_][\w .-]{0,60})\W{0,3}$/;

function nameIn(header: readonly string[], index: number): string {
  return NAME.exec(header[index]?.trim() ?? '')?.[1] ?? '';
}

/**
 * Inline suppression. `leakward:allow [rule] reason="…" until=YYYY-MM-DD` covers its own line, or the next one if it
 * stands alone in a comment; `leakward:allow-begin …` covers everything up to `leakward:allow-end`.
 * `gitleaks:allow` is understood on its own line.
 */
import type { Suppression } from '../model/finding.ts';
import { latin1 } from './alphabet.ts';

/** Bytes before and after a finding that its line is read from: a minified line has no comment to look for. */
const LINE_REACH = 1024;
const COMMENT = /leakward:allow(?![\w-])([^\r\n]*)/;
const ALONE = /^\s*(?:\/\/|#|--|;|\/\*|<!--|\*|%|'|rem\b|"\/\/"|\{?\/\*)?\s*leakward:allow(?![\w-])/i;
const BEGIN = 'leakward:allow-begin';
const END = 'leakward:allow-end';

/** The comment that covers `[start, end)`, if any. @param lineOf 1-based line of an offset, for the `where` */
export function allowedInline(
  bytes: Uint8Array,
  span: { readonly start: number; readonly end: number },
  ruleId: string,
  whereOf: (offset: number) => string,
): Suppression | undefined {
  const line = lineRound(bytes, span.start, span.end);
  return (
    onLine(line, ruleId, whereOf) ??
    onLineBefore(bytes, line.start, ruleId, whereOf) ??
    inBlock(bytes, span.start, ruleId, whereOf)
  );
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function lineRound(bytes: Uint8Array, start: number, end: number): Line {
  const before = latin1(bytes, start - LINE_REACH, start);
  const after = latin1(bytes, end, end + LINE_REACH);
  const from = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return {
    text: before.slice(from) + ' ' + (after.split(/[\r\n]/, 1)[0] ?? ''),
    start: start - before.length + from,
  };
}

function onLine(line: Line, ruleId: string, whereOf: (offset: number) => string): Suppression | undefined {
  const found = COMMENT.exec(line.text);
  if (found?.[1] !== undefined) return read(found[1], ruleId, () => whereOf(line.start));
  if (!/gitleaks:allow\b/.test(line.text)) return undefined;
  return { kind: 'inline', where: whereOf(line.start), reason: 'gitleaks:allow' };
}

/** Only a comment that stands alone covers the next line; one behind code covers that code. */
function onLineBefore(
  bytes: Uint8Array,
  lineStart: number,
  ruleId: string,
  whereOf: (offset: number) => string,
): Suppression | undefined {
  const before = latin1(bytes, lineStart - LINE_REACH, lineStart).replace(/\r?\n$|\r$/, '');
  const text = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
  if (!ALONE.test(text)) return undefined;
  return read(COMMENT.exec(text)?.[1] ?? '', ruleId, () => whereOf(Math.max(0, lineStart - 1)));
}

function inBlock(
  bytes: Uint8Array,
  start: number,
  ruleId: string,
  whereOf: (offset: number) => string,
): Suppression | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, start);
  const begin = text.lastIndexOf(BEGIN);
  if (begin < 0 || text.lastIndexOf(END) > begin) return undefined;
  const rest = latin1(bytes, begin + BEGIN.length, begin + LINE_REACH).split(/[\r\n]/, 1)[0] ?? '';
  return read(rest, ruleId, () => whereOf(begin));
}

/** Reads what stands behind the marker; undefined if it names another rule. */
function read(text: string, ruleId: string, where: () => string): Suppression | undefined {
  const reason = /\breason=(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(text);
  const until = /\buntil=(\d{4}-\d{2}-\d{2})\b/.exec(text)?.[1];
  const rule = /^\s*([a-z][\w-]*)(?=\s|$)(?!=)/.exec(text)?.[1];
  if (rule !== undefined && rule !== ruleId) return undefined;
  const said = reason?.[1] ?? reason?.[2] ?? reason?.[3];
  return {
    kind: 'inline',
    where: where(),
    ...(said === undefined ? {} : { reason: said }),
    ...(until === undefined ? {} : { until }),
  };
}

/** Comments that allow a key, read from the text of one line: ours, and those of other scanners. */

/** What a comment says behind its mark. */
export interface AllowComment {
  readonly reason?: string;
  /** ISO date after which it counts no more. */
  readonly until?: string;
}

const MARK = /leakward:allow(?!-?\w)([^\r\n]*)/;

/**
 * Marks of other scanners for their own line: gitleaks, betterleaks, trufflehog, kingfisher, detect-secrets (both its
 * spellings), ggshield (both its spellings).
 */
const FOREIGN =
  /(?<![\w-])(?:(?:git|better)leaks:allow|(?:trufflehog|kingfisher|gitguardian):ignore|ggignore|pragma: ?(?:allow|white)list[ -]secret)(?!-?\w)/;

/** Marks of other scanners that cover the next line: detect-secrets' own one, and kingfisher's, which covers both. */
const FOREIGN_BEFORE =
  /(?<![\w-])(?:pragma: ?(?:allow|white)list[ -]nextline[ -]secret|kingfisher:ignore)(?!-?\w)/;

/**
 * What may be in front of a comment that is alone on its line: signs without a blank or a closing bracket among them,
 * as `}) //` ends code; a word that begins a comment; a member of JSON whose name says that it is a comment.
 */
const OPENING = [
  /[^A-Za-z0-9\s)\]}\x80-\xff]{0,8}/,
  /@?rem|dnl|c|nb\.|@c|@?comment|\(comment|\xe2\x8d\x9d/,
  /\{\{-?\s*\/\*|\{%-?\s*comment\s*-?%\}|<!--\s*#/,
  /\[(?:\/\/|comment)\]:\s*(?:#|<>)\s*[("']/,
  /(?:\{\s*)?(["'])(?:[^\w"']{1,4}|[_$]*\w{0,20}comment\w{0,20})\1\s*:\s*["']/,
].map(({ source }) => source);
const IS_OPENING = new RegExp(`^(?:\\xef\\xbb\\xbf)?(?:${OPENING.join('|')})$`, 'i');

/** Signs that close a comment, or the string of JSON that it is in. */
const CLOSING = /(?:\*+[/)}]+|-{2,}>|[#%-]+[>}]+|\]\]|["'`,;)}]+)+$/;

/** The comment on the line of a key, of whichever scanner; undefined if there is none for this rule. */
export function commentOnLine(line: string, ruleId: string): AllowComment | undefined {
  const own = MARK.exec(line)?.[1];
  return (own === undefined ? undefined : readMark(own, ruleId)) ?? foreign(FOREIGN, line);
}

/** The comment that is alone on its line and covers the next one. */
export function commentBefore(line: string, ruleId: string): AllowComment | undefined {
  const own = MARK.exec(line);
  if (own?.[1] !== undefined && isAlone(line, own.index)) return readMark(own[1], ruleId);
  const other = FOREIGN_BEFORE.exec(line);
  return other !== null && isAlone(line, other.index) ? foreign(FOREIGN_BEFORE, line) : undefined;
}

function isAlone(line: string, mark: number): boolean {
  return IS_OPENING.test(line.slice(0, mark).trim());
}

function foreign(marks: RegExp, line: string): AllowComment | undefined {
  const reason = marks.exec(line)?.[0];
  return reason === undefined ? undefined : { reason };
}

/** Reads what is behind a mark of ours; undefined if it names another rule. */
export function readMark(text: string, ruleId: string): AllowComment | undefined {
  const rule = /^\s*([a-z]\w*(?:-\w+)*)(?![\w-]*=)/.exec(text)?.[1];
  if (rule !== undefined && rule !== ruleId) return undefined;
  const given = /\breason=(?:\\?"([^"\\]*)|'([^']*)'|(\S+))/.exec(text);
  const reason = given?.[1] ?? given?.[2] ?? given?.[3]?.replace(CLOSING, '');
  const until = /\buntil=(\d{4}-\d{2}-\d{2})\b/.exec(text)?.[1];
  return { ...(reason === undefined ? {} : { reason }), ...(until === undefined ? {} : { until }) };
}

/**
 * Dates as git takes them. git itself refuses none: of what it does not understand it makes the present moment, so that
 * a date with an error in it would leave nothing to scan.
 */

/** `2026-01-31`, `2026/01/31`, `2026-01-31T10:00:00+01:00`, `2026-01-31 10:00 UTC`. */
const CALENDAR =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(?:Z|UTC|GMT|[-+]\d{2}:?\d{2})?$/i;
/** `@1700000000`. */
const EPOCH = /^@?\d{9,}(?: [-+]\d{4})?$/;

/** Words of git's date.c. Months, days and units may be cut to three letters, and units have a plural. */
const WORDS = new Set(
  'now today yesterday noon midnight tea am pm never last ago at and zero one two three four five six seven eight nine ten'.split(
    ' ',
  ),
);
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const DAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const UNITS = 'seconds minutes hours days weeks months years'.split(' ');
const LONG_WORDS = [...MONTHS, ...DAYS, ...UNITS];
const NUMBER = /^(?:\d{1,4}(?:st|nd|rd|th)?|\d{1,2}:\d{2}(?::\d{2})?(?:am|pm)?|\d{1,2}(?:am|pm))$/;

/** True if git reads a text as the date that is written there: `2026-01-31`, `2.weeks.ago`, `last friday`, `5 Jan`. */
export function isDate(text: string): boolean {
  const trimmed = text.trim();
  if (EPOCH.test(trimmed)) return true;
  const numbers = CALENDAR.exec(trimmed)?.slice(1).map(Number);
  if (numbers !== undefined) return isCalendar(numbers);
  const words = trimmed.toLowerCase().split(/[\s.,_-]+/);
  return words.some(isWord) && words.every((word) => isWord(word) || NUMBER.test(word));
}

function isWord(word: string): boolean {
  return WORDS.has(word) || (word.length >= 3 && LONG_WORDS.some((long) => long.startsWith(word)));
}

function isCalendar([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: number[]): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month > 0;
  // Times that are left out are no numbers.
  return isDay && !(hour > 24) && !(minute > 59) && !(second > 60);
}

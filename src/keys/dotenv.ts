/** Assignments of a .env file, as dotenv and shells read them: export, quotes, comments. */

/** A name, its value, and its 1-based line. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

const ASSIGNMENT =
  /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^#\r\n]*))/;

/** What the lines assign; other lines are passed over. */
export function parseDotenv(text: string): Assignment[] {
  return text.split('\n').flatMap((line, i) => {
    const found = ASSIGNMENT.exec(line);
    if (found === null) return [];
    const [, name = '', double, single, back, bare = ''] = found;
    return [{ name, value: double ?? single ?? back ?? bare.trim(), line: i + 1 }];
  });
}

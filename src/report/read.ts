/**
 * Reads a JSON report again. It may come from elsewhere and say anything: only what locates keys is taken, and what
 * it says of them is judged anew from the bytes.
 */
import { UserError } from '../model/error.ts';
import type { Location } from '../model/finding.ts';
import { isObjectId } from '../model/origin.ts';
import type { Commit } from '../model/report.ts';
import { VERDICT_REASONS, VERDICT_STATES, type Verdict } from '../model/verdict.ts';

/** A place where a report says that a key stands. */
export interface ReadPlace {
  readonly location: Location;
  readonly blob?: string;
  readonly commit?: Commit;
}

/** A finding as a report tells it. */
export interface ReadFinding extends ReadPlace {
  readonly fingerprint: string;
  readonly redacted: string;
  readonly isSuppressed: boolean;
  readonly reachable?: boolean;
  readonly inHead?: boolean;
  /** What a provider said when the report was made. To be shown with its age, never to be acted on. */
  readonly verdict?: Verdict;
  readonly occurrences: readonly ReadPlace[];
}

export interface ReadReport {
  readonly source: { readonly kind: string; readonly target: string };
  /** Those that count, then those that are suppressed. */
  readonly findings: readonly ReadFinding[];
}

type Fields = Readonly<Record<string, unknown>>;

/** @param name for errors. Errors: `bad-report`; none quotes the report, which may be anything. */
export function readReport(text: string, name: string): ReadReport {
  const document = parsed(text, name);
  if (document['schemaVersion'] !== 1) throw bad(name, 'is no leakward report of schemaVersion 1');
  const source = fieldsOf(document['source']) ?? {};
  const listed = (['findings', 'suppressed'] as const).flatMap((list) => {
    const found = document[list] ?? (list === 'suppressed' ? [] : undefined);
    if (!Array.isArray(found)) throw bad(name, 'has no list of findings');
    return found.map((finding: unknown) => ({ finding, isSuppressed: list === 'suppressed' }));
  });
  return {
    source: { kind: textOf(source['kind']) ?? '', target: textOf(source['target']) ?? '' },
    findings: listed.map(({ finding, isSuppressed }, i) => ({
      ...readFinding(finding, `${name}: finding ${i + 1}`),
      isSuppressed,
    })),
  };
}

function parsed(text: string, name: string): Fields {
  try {
    const fields = fieldsOf(JSON.parse(text.replace(/^\uFEFF/, '')));
    if (fields !== undefined) return fields;
  } catch {
    // The parser's own words would quote the file.
  }
  throw bad(name, 'is not JSON');
}

function bad(name: string, problem: string): UserError {
  return new UserError('bad-report', `${name} ${problem}`, {
    hint: 'leakward scan --format json writes one',
  });
}

function readFinding(value: unknown, name: string): Omit<ReadFinding, 'isSuppressed'> {
  const fields = fieldsOf(value);
  const fingerprint = textOf(fields?.['fingerprint']);
  const place = placeOf(fields);
  if (fields === undefined || fingerprint === undefined || place === undefined)
    throw bad(name, 'has no fingerprint or location');
  const { reachable, inHead, occurrences } = fields;
  return {
    ...place,
    fingerprint,
    redacted: textOf(fields['redacted']) ?? 'a key',
    ...(typeof reachable === 'boolean' && { reachable }),
    ...(typeof inHead === 'boolean' && { inHead }),
    ...verdictIn(fieldsOf(fields['verdict'])),
    occurrences: (Array.isArray(occurrences) ? occurrences : []).flatMap(
      (one) => placeOf(fieldsOf(one)) ?? [],
    ),
  };
}

function verdictIn(fields: Fields | undefined): { readonly verdict?: Verdict } {
  const state = VERDICT_STATES.find((one) => one === fields?.['state']);
  const reason = VERDICT_REASONS.find((one) => one === fields?.['reason']);
  const checkedAt = textOf(fields?.['checkedAt']);
  if (state === undefined || reason === undefined || checkedAt === undefined) return {};
  const [plan, cost] = [textOf(fields?.['plan']), textOf(fields?.['cost'])];
  const isCorroborated = fields?.['corroborated'];
  return {
    verdict: {
      state,
      reason,
      detail: textOf(fields?.['detail']) ?? '',
      permissions: textsOf(fields?.['permissions']),
      undetermined: textsOf(fields?.['undetermined']),
      ...(plan !== undefined && { plan }),
      ...(cost !== undefined && { cost }),
      ...(typeof isCorroborated === 'boolean' && { isCorroborated }),
      checkedAt,
    },
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function placeOf(fields: Fields | undefined): ReadPlace | undefined {
  const location = locationOf(fieldsOf(fields?.['location']));
  if (location === undefined) return undefined;
  const blob = textOf(fields?.['blob']);
  const commit = commitOf(fieldsOf(fields?.['commit']));
  return {
    location,
    ...(blob !== undefined && isObjectId(blob) && { blob }),
    ...(commit && { commit }),
  };
}

function locationOf(fields: Fields | undefined): Location | undefined {
  const { path, startLine, startColumn, endLine, endColumn } = fields ?? {};
  const isWhole = [startLine, startColumn, endLine, endColumn].every(Number.isSafeInteger);
  if (typeof path !== 'string' || !isWhole) return undefined;
  const pathId = textOf(fields?.['pathId']);
  return {
    path,
    ...(pathId !== undefined && /^[0-9a-f]{12}$/.test(pathId) && { pathId }),
    startLine: Number(startLine),
    startColumn: Number(startColumn),
    endLine: Number(endLine),
    endColumn: Number(endColumn),
  };
}

function commitOf(fields: Fields | undefined): Commit | undefined {
  const [sha, author, email, date, summary] = ['sha', 'author', 'email', 'date', 'summary'].map((name) =>
    textOf(fields?.[name]),
  );
  if (sha === undefined || author === undefined || email === undefined) return undefined;
  return { sha, author, email, date: date ?? '', summary: summary ?? '' };
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

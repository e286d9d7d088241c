/** The `[verify]` and `[revoke]` of a rule file: how to ask whether a key lives, and how it is revoked by hand. */
import type { AnswerRow, ManualRevocation, Probe, Verification } from '../model/rule.ts';
import { VERDICT_STATES, type VerdictReason } from '../model/verdict.ts';
import {
  type Fields,
  FLAG,
  type Kind,
  need,
  oneOf,
  refuseUnknown,
  ruleError,
  TABLE,
  TABLES,
  TEXT,
  TEXTS,
  type Where,
  want,
} from './schema.ts';

/** Reasons that an answer can give; the others are for what is no documented answer. */
const REASONS = [
  'accepted',
  'restricted',
  'no-credit',
  'plan-blocked',
  'rate-limited',
  'refused',
  'header-lost',
  'unexpected',
] as const satisfies readonly VerdictReason[];

const PATH: Kind<string> = {
  expected: 'a path that starts with one / and has no query',
  test: (value): value is string => typeof value === 'string' && /^\/(?!\/)[\w./:-]*$/.test(value),
};
const STATUS: Kind<number> = {
  expected: 'a status from 200 to 599',
  test: (value): value is number => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
};
const HTTPS: Kind<string> = {
  expected: 'an https:// address without a path',
  test: (value): value is string =>
    typeof value === 'string' &&
    URL.canParse(value) &&
    new URL(value).origin === value &&
    value.startsWith('https:'),
};
const COUNT: Kind<number> = {
  expected: 'a whole number up to 3600',
  test: (value): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 3600,
};
const NAMES: Kind<Readonly<Record<string, string>>> = {
  expected: 'a table of texts',
  test: (value): value is Readonly<Record<string, string>> =>
    TABLE.test(value) && Object.values(value).every(TEXT.test),
};

/**
 * @param bases where keys of the rule's provider may be sent: `any` for built-in rules. A rule file may come from the
 *   repository that is scanned, and must not be able to say where keys go
 * Errors: `bad-rule`.
 */
export function readVerification(fields: Fields, bases: 'any' | readonly string[], at: Where): Verification {
  const where = { ...at, table: 'verify' };
  refuseUnknown(fields, ['base', 'probes', 'answers', 'undetermined', 'plans', 'cost'], where);
  const base = fields['base'] === undefined ? undefined : need(fields, 'base', HTTPS, where);
  if (base !== undefined && bases !== 'any' && !bases.includes(base)) {
    const hint = 'leave it out, and name it with --provider-url';
    throw ruleError(where, 'base', 'a rule file may not say where keys are sent', hint);
  }
  const probes = need(fields, 'probes', TABLES, where);
  const answers = need(fields, 'answers', TABLES, where);
  if (probes.length === 0) throw ruleError(where, 'probes', 'expected at least one');
  return {
    ...(base !== undefined && { base }),
    probes: probes.map((probe, i) => readProbe(probe, { ...at, table: `verify.probes[${i + 1}]` })),
    answers: answers.map((row, i) => readRow(row, { ...at, table: `verify.answers[${i + 1}]` })),
    undetermined: want(fields, 'undetermined', TEXTS, [], where),
    ...(fields['plans'] === undefined ? {} : { plans: readPlans(need(fields, 'plans', TABLE, where), at) }),
    cost: need(fields, 'cost', TEXT, where),
  };
}

function readProbe(fields: Fields, where: Where): Probe {
  refuseUnknown(fields, ['path', 'permission'], where);
  const path = need(fields, 'path', PATH, where);
  return fields['permission'] === undefined
    ? { path }
    : { path, permission: need(fields, 'permission', TEXT, where) };
}

function readPlans(fields: Fields, at: Where): NonNullable<Verification['plans']> {
  const where = { ...at, table: 'verify.plans' };
  refuseUnknown(fields, ['header', 'names'], where);
  return {
    header: need(fields, 'header', TEXT, where).toLowerCase(),
    names: need(fields, 'names', NAMES, where),
  };
}

function readRow(fields: Fields, where: Where): AnswerRow {
  refuseUnknown(
    fields,
    ['status', 'error', 'says', 'has', 'state', 'reason', 'permission', 'plan', 'isNext'],
    where,
  );
  const text = (key: 'error' | 'says' | 'has' | 'plan') =>
    fields[key] === undefined ? {} : { [key]: need(fields, key, TEXT, where) };
  return {
    status: need(fields, 'status', STATUS, where),
    ...text('error'),
    ...text('says'),
    ...text('has'),
    state: need(fields, 'state', oneOf(VERDICT_STATES), where),
    reason: need(fields, 'reason', oneOf(REASONS), where),
    ...(fields['permission'] === undefined
      ? {}
      : { permission: need(fields, 'permission', oneOf(['granted', 'denied']), where) }),
    ...text('plan'),
    ...(fields['isNext'] === undefined ? {} : { isNext: need(fields, 'isNext', FLAG, where) }),
  };
}

/** Errors: `bad-rule`. */
export function readManualRevocation(fields: Fields, at: Where): ManualRevocation {
  const where = { ...at, table: 'revoke' };
  refuseUnknown(fields, ['where', 'steps', 'fullSteps', 'mostKeys', 'after', 'propagation'], where);
  const steps = need(fields, 'steps', TEXTS, where);
  return {
    where: need(fields, 'where', TEXT, where),
    steps,
    fullSteps: want(fields, 'fullSteps', TEXTS, steps, where),
    mostKeys: want(fields, 'mostKeys', COUNT, 0, where),
    after: want(fields, 'after', TEXTS, [], where),
    propagation: want(fields, 'propagation', COUNT, 60, where),
  };
}

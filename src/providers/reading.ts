/** Reads an answer by the rows of a rule. Pure: rows and answer in, meaning out. */
import type { HttpAnswer } from '../http/message.ts';
import type { AnswerRow, Probe, Verification } from '../model/rule.ts';

/** The row that an answer fits; undefined for an answer that is not documented. */
export function readAnswer(
  { answers }: Pick<Verification, 'answers'>,
  { permission = '' }: Pick<Probe, 'permission'>,
  answer: HttpAnswer,
): AnswerRow | undefined {
  if (!isJson(answer)) return undefined;
  const body = objectOf(answer);
  const { code, message } = errorOf(body ?? {});
  return answers.find(
    ({ status, error, says, has }) =>
      status === answer.status &&
      (body !== undefined || [error, says, has].every((one) => one === undefined)) &&
      (error === undefined || error === code) &&
      (says === undefined || message.includes(says.replaceAll('{permission}', permission))) &&
      (has === undefined || Object.hasOwn(body ?? {}, has)),
  );
}

/** The plan that an answer's header gives away. */
export function planOf({ plans }: Pick<Verification, 'plans'>, { headers }: HttpAnswer): string | undefined {
  const value = plans === undefined ? undefined : headers[plans.header];
  return value !== undefined && plans !== undefined && Object.hasOwn(plans.names, value)
    ? plans.names[value]
    : undefined;
}

/** A page in place of an answer is nobody's documented answer. */
function isJson({ headers }: HttpAnswer): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '');
}

function objectOf({ body }: HttpAnswer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Nohuman nests the error, Nouvel writes it as a text. */
function errorOf({ error }: Record<string, unknown>): { readonly code: string; readonly message: string } {
  if (typeof error === 'string') return { code: error, message: error };
  const { code, message } = Object(error) as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
  };
}

/** Longer waits are not waited for. */
const MOST_WAIT = 60;

/**
 * Seconds until the limit that a 429 speaks of is over: from `Retry-After` (RFC 9110, section 10.2.3: seconds or a
 * date, a date being by the server's own clock), or `retryAfter` of the body; 2 if neither says. At most 60.
 */
export function waitOf({ headers, body }: HttpAnswer, now: Date): number {
  const said = headers['retry-after'] ?? /"retryAfter"\s*:\s*(\d{1,6})\b/.exec(body)?.[1] ?? '';
  const clock = Date.parse(headers['date'] ?? '') || now.getTime();
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - clock) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), MOST_WAIT) : 2;
}

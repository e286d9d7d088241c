/** What happened, in words that hold no key: for the detail of a verdict. */
import { FAILURE_TEXT, type HttpOutcome } from '../http/message.ts';

/** A server's own words may be anything, the key that it was sent among them. */
const TYPES = [
  'application/json',
  'application/problem+json',
  'text/html',
  'text/plain',
  'text/xml',
] as const;

/** `app.nouvel.ai answered 503`, `app.nouvel.ai: no connection could be made`. */
export function factOf(outcome: HttpOutcome, host: string): string {
  if (outcome.kind === 'failure') return `${host}: ${FAILURE_TEXT[outcome.cause]}`;
  const { status, headers } = outcome;
  if (status >= 300 && status < 400) return `${host} answered ${status}, which leads elsewhere`;
  const said = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  const type = TYPES.find((one) => one === said) ?? (said === undefined ? 'no type' : 'another type');
  return `${host} answered ${status} with ${type}`;
}

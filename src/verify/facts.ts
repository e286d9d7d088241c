/** What happened, in words that hold no key: for the detail of a verdict. */
import { FAILURE_TEXT, type HttpOutcome } from '../http/message.ts';

/** `app.nouvel.ai answered 503`, `app.nouvel.ai: no connection could be made`. */
export function factOf(outcome: HttpOutcome, host: string): string {
  if (outcome.kind === 'failure') return `${host}: ${FAILURE_TEXT[outcome.cause]}`;
  const { status, headers } = outcome;
  if (status >= 300 && status < 400) return `${host} answered ${status}, which leads elsewhere`;
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(headers['content-type'] ?? '')?.[0] ?? 'an unnamed type';
  return `${host} answered ${status} with ${type}`;
}

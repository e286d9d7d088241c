/** What a failed call of the REST interface says. Apart, so that a run without calls loads no client. */
import { UserError } from '../model/error.ts';

/** The HTTP status of a failed call; undefined if there was no answer (octokit then says 500). */
export function statusOf(error: unknown): number | undefined {
  const { response } = (error ?? {}) as { response?: { status: number } };
  return response?.status;
}

/** True for a call that failed, with an answer or without one. */
export function isOfCall(error: unknown): boolean {
  return error instanceof Error && error.name === 'HttpError';
}

/** Why a call failed, in words that hold no address and no token. */
export function whyFailed(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const status = statusOf(error);
  if (status === undefined) return 'GitHub did not answer';
  const message = error instanceof Error ? error.message.split(' - http', 1)[0] : '';
  return `GitHub answered ${status}: ${message ?? ''}`;
}

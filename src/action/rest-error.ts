/** What a failed call of the REST interface says. Apart, so that a run without calls loads no client. */

/** The HTTP status of a failed call; undefined if there was no answer (octokit then says 500). */
export function statusOf(error: unknown): number | undefined {
  const { response } = (error ?? {}) as { response?: { status: number } };
  return response?.status;
}

/** Why a call failed, in words that hold no address and no token. */
export function whyFailed(error: unknown): string {
  const status = statusOf(error);
  if (status === undefined) return 'GitHub did not answer';
  const message = error instanceof Error ? error.message.split(' - http', 1)[0] : '';
  return `GitHub answered ${status}: ${message ?? ''}`;
}

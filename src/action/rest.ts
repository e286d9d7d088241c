/** GitHub's REST interface, for the repository of the run. */
import type { Github } from '../github/client.ts';

/** The interface and the repository that all calls go to. */
export interface Rest {
  readonly octokit: Github;
  readonly at: { readonly owner: string; readonly repo: string };
}

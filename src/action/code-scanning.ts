/** Uploads the findings to code scanning. */
import { gzipSync } from 'node:zlib';
import { whyFailed } from '../github/error.ts';
import type { Rest } from './rest.ts';

export interface Upload {
  readonly sarif: string;
  readonly commit: string;
  /** `refs/heads/…`, or `refs/pull/<number>/head`. */
  readonly ref: string;
}

/** Undefined if all went well; else why there is no upload. */
export async function uploadSarif(
  { octokit, at }: Rest,
  { sarif, commit, ref }: Upload,
): Promise<string | undefined> {
  try {
    await octokit.rest.codeScanning.uploadSarif({
      ...at,
      commit_sha: commit,
      ref,
      sarif: gzipSync(sarif).toString('base64'),
      tool_name: 'leakward',
    });
    return undefined;
  } catch (error) {
    return `nothing was uploaded to code scanning (security-events: write is needed): ${whyFailed(error)}`;
  }
}

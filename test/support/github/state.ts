/** What the emulated GitHub knows, besides the git repositories themselves. Tests read and change it freely. */

export type Permission = 'admin' | 'write' | 'read' | 'none';

export interface EmulatedPull {
  readonly number: number;
  state: 'open' | 'closed';
  base: { readonly ref: string; sha: string };
  head: { readonly ref: string; sha: string };
  /** Where the head comes from; null: the fork is gone. */
  readonly headRepo: { readonly id: number; readonly owner: string } | null;
  readonly author: string;
  labels: string[];
  updatedAt: string;
}

export interface EmulatedReview {
  readonly user: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly commitId: string;
}

export interface EmulatedComment {
  readonly id: number;
  readonly user: string;
  body: string;
}

export interface EmulatedIssueEvent {
  readonly event: string;
  readonly actor: string;
  /** Of `labeled` only. */
  readonly label?: string;
  readonly createdAt: string;
}

export interface EmulatedIssue {
  readonly number: number;
  title: string;
  body: string;
  labels: string[];
  state: 'open' | 'closed';
}

/** One call, as it came in. */
export interface LoggedCall {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly token: string | undefined;
  status: number;
}

export interface EmulatedRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  visibility: 'public' | 'private' | 'internal';
  defaultBranch: string;
  /** The bare repository. */
  readonly directory: string;
  readonly pulls: Map<number, EmulatedPull>;
  readonly reviews: Map<number, EmulatedReview[]>;
  /** By number of issue or pull request. */
  readonly comments: Map<number, EmulatedComment[]>;
  readonly issueEvents: Map<number, EmulatedIssueEvent[]>;
  readonly issues: Map<number, EmulatedIssue>;
  readonly permissions: Map<string, Permission>;
  readonly sarifs: { readonly commit: string; readonly ref: string; readonly text: string }[];
  readonly checks: { readonly name: string; readonly body: unknown }[];
  readonly activities: { readonly ref: string; readonly before: string; readonly after: string }[];
}

/** Who a token speaks for, and whether it may write. */
export interface EmulatedToken {
  readonly login: string;
  readonly mayWrite: boolean;
}

/** Answers a call in GitHub's place: for limits and failures. */
export type Fault = (call: {
  readonly method: string;
  readonly path: string;
}) =>
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown }
  | undefined;

export interface EmulatedState {
  readonly repositories: Map<string, EmulatedRepository>;
  readonly tokens: Map<string, EmulatedToken>;
  /** Asked before each call of the REST interface, the first that answers wins. */
  readonly faults: Fault[];
  readonly log: LoggedCall[];
  /** Calls that a token has left. */
  remaining: number;
  /** Unix seconds at which `remaining` is full again. */
  reset: number;
}

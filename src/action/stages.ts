/** What the Action asks of the providers. Both are handed in, so that scanning loads neither. */
import type { Policy } from '../model/policy.ts';
import type { Result } from '../model/report.ts';
import type { Inputs } from './inputs.ts';
import type { Environment } from './runner.ts';

/** What both stages know of the run. */
export interface StageContext {
  /** Of the base commit. */
  readonly policy: Policy;
  /** `verify…`, `revoke…` and the provider addresses: from the workflow only. */
  readonly inputs: Inputs;
  /** The environment of the step, for the tokens that `revoke` is told the names of. Nothing else is read from it. */
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** A directory that is gone after the job. */
  readonly temp: string;
}

/** How keys are proved and killed. Each gives back all the results it was given, in their order. */
export interface Stages {
  /** Adds a verdict to those results that may be asked about: own, shape- or context-attributed ones. */
  readonly verify: (results: readonly Result[], context: StageContext) => Promise<readonly Result[]>;
  /**
   * Adds a revocation to those of the results that are revoked, or would be. Gets only results that fail the check,
   * were brought in by this event, and whose keys are our own; the rest of the rails is its own (DESIGN, section 7).
   */
  readonly revoke: (
    results: readonly Result[],
    context: StageContext & { readonly isDryRun: boolean; readonly most: number },
  ) => Promise<Revoked>;
}

/** Results with what became of them, and what is to be told besides. */
export interface Revoked {
  readonly results: readonly Result[];
  readonly notes: readonly string[];
}

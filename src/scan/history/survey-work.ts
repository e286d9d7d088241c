/** What the threads of a survey share. */
import type { SharedMemory } from '../../git/objects/kernel/shared-memory.ts';
import type { KnownIds } from '../../git/objects/known-ids.ts';
import type { PackPlan } from '../../git/objects/pack-plan.ts';

/** Work that threads share; `next` is in shared memory. */
export interface PackWork {
  readonly file: string;
  readonly plan: PackPlan;
  readonly next: Int32Array;
}

export interface LooseWork {
  readonly directory: string;
  readonly oids: readonly string[];
  readonly next: Int32Array;
}

/**
 * Whose content is hashed and compared with the id. `suspects`: a key is found wherever it is, and only what is read
 * again is looked up by id. `links`: commits, trees and tags too, so that what refs lead to is certain. `all`: every
 * object, so that having an id is having its content.
 */
export type Hashed = 'suspects' | 'links' | 'all';

export interface SurveyWork {
  readonly packs: readonly PackWork[];
  readonly loose: readonly LooseWork[];
  readonly oidBytes: number;
  /** Memory of the kernel, in which the plans and `known` lie; undefined: its twin reads. */
  readonly kernel: SharedMemory | undefined;
  /** Counts the objects that were looked at, by all threads. */
  readonly done: Int32Array;
  readonly hashed: Hashed;
  /** All ids that are here, to look for those that are named; undefined: nothing is looked for. */
  readonly known: KnownIds | undefined;
  /** Commits at which a shallow clone ends. */
  readonly ends: readonly string[];
}

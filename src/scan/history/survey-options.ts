/** What every part of a survey is given. */
import type { Detector } from '../../detect/detector.ts';
import type { OwnKey } from '../../model/finding.ts';
import type { Ruleset } from '../../model/rule.ts';

export interface SurveyOptions {
  readonly detector: Detector;
  readonly ruleset: Ruleset;
  readonly ownKeys: readonly OwnKey[];
  readonly threads: number | undefined;
  /** Packs are read by the twin of the kernel, also where the kernel could. */
  readonly isTwin?: boolean;
  readonly signal: AbortSignal;
  /** Called now and then with how many objects were read, and of how many. */
  readonly progress?: (done: number, all: number) => void;
}

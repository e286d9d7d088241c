/** Whether keys may be sent to a provider at all: only behind a control that was refused. */
import { early } from '../model/early.ts';
import type { VerdictState } from '../model/verdict.ts';
import type { Api } from '../providers/api.ts';
import type { Control, ControlFact } from './control.ts';

/** Answers in a row that say nothing, after which a host is left alone if its control fails too. */
const MOST_FAILURES = 5;

export interface Gate {
  /** Undefined if keys may be sent; else why none is. */
  readonly opened: () => Promise<ControlFact>;
  /** After an answer that says nothing a control must pass again before another key is sent. */
  readonly note: (state: VerdictState) => void;
}

export function createGate({ verification }: Api, control: Control): Gate {
  const [first] = verification.probes;
  let opening: Promise<ControlFact> | undefined;
  let failures = 0;
  return {
    opened() {
      opening ??= early(
        first === undefined ? Promise.resolve('no request is known') : control.confirm(first),
      );
      return opening;
    },
    note(state) {
      failures = state === 'unknown' ? failures + 1 : 0;
      if (failures > 0 && failures < MOST_FAILURES) opening = undefined;
    },
  };
}

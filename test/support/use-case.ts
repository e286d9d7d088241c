/** What a test gives a use case: a policy as a value, and a world in which waiting takes no time. */
import type { Deps } from '../../src/app/deps.ts';
import type { Policy } from '../../src/model/policy.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';

export const POLICY: Policy = {
  ruleset: createRuleset(),
  ownKeys: [],
  suppressions: { ignored: [], baseline: new Map(), today: '2026-01-31' },
  minConfidence: 'medium',
  failOn: 'findings',
};

export interface Reported {
  /** What was said in passing, and the units of long pieces of work. */
  readonly reported: string[];
}

export function depsOf(signal = new AbortController().signal): Deps & Reported {
  const reported: string[] = [];
  return {
    reported,
    env: {},
    signal,
    now: () => new Date(),
    sleep: async () => undefined,
    detail: async (text) => {
      reported.push(text);
    },
    progress(unit, work) {
      reported.push(unit);
      return work(() => undefined);
    },
  };
}

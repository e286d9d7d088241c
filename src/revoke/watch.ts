/** Waits for keys that somebody revokes by hand, and proves them dead. */
import type { NamedBases } from '../providers/api.ts';
import type { Refused } from '../verify/ask.ts';
import { createAskers } from '../verify/askers.ts';
import type { VerifyDeps } from '../verify/deps.ts';
import type { Subject } from '../verify/verify.ts';
import type { Journal } from './journal.ts';
import { PROOF_AFTER } from './look.ts';

/** What a look found: `refused` once, which proves nothing yet. */
export type WatchState = 'active' | 'inactive' | 'unknown' | 'refused';

export interface WatchOptions extends VerifyDeps {
  readonly bases: NamedBases;
  readonly journal: Journal;
  /** Milliseconds between two looks at one key. */
  readonly interval: number;
  /** Milliseconds after which it ends all the same; undefined: when all are dead. */
  readonly most: number | undefined;
  /** Called after each look at a key. */
  readonly onState: (subject: Subject, state: WatchState, detail: string) => Promise<void> | void;
}

/** A key that is waited for; `refused` once it was refused for the first time in a row. */
interface Watched {
  readonly subject: Subject;
  readonly refused?: Refused;
}

/**
 * Asks until all are refused twice, at least a minute apart, beside a passing control. Returns those that are not
 * proved dead. Throws if aborted.
 */
export async function watchKeys(
  subjects: readonly Subject[],
  options: WatchOptions,
): Promise<readonly Subject[]> {
  const { interval, most, now, sleep, signal } = options;
  const begun = now().getTime();
  let watched: readonly Watched[] = subjects.map((subject) => ({ subject }));
  for (;;) {
    watched = await lookOnce(watched, options);
    const isRefused = watched.some(({ refused }) => refused !== undefined);
    const pause = isRefused ? Math.max(interval, PROOF_AFTER) : interval;
    const isOver = most !== undefined && now().getTime() + pause - begun > most;
    if (watched.length === 0 || isOver) return watched.map(({ subject }) => subject);
    await sleep(pause, signal);
  }
}

/** One look at each key; those that are still to be watched. */
async function lookOnce(
  watched: readonly Watched[],
  { journal, onState, ...options }: WatchOptions,
): Promise<Watched[]> {
  // Made anew each time: a host that was left alone is tried again.
  const askers = createAskers(options);
  const next: Watched[] = [];
  for (const { subject, refused } of watched) {
    const heard =
      refused === undefined
        ? await askers.of(subject.rule)(subject.secret, 'life')
        : ({ kind: 'verdict', verdict: await refused.confirm(PROOF_AFTER) } as const);
    if (heard.kind === 'refused') {
      await onState(subject, 'refused', heard.detail);
      next.push({ subject, refused: heard });
      continue;
    }
    const { state, detail } = heard.verdict;
    await onState(subject, state, detail);
    if (state !== 'inactive') next.push({ subject });
    else {
      const reason = 'revoked by hand; then the provider refused it';
      journal.append(subject.fingerprint, { event: 'ended', state: 'revoked', reason });
    }
  }
  return next;
}

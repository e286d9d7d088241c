/** Waits for keys that somebody revokes by hand, and proves them dead. */
import type { NamedBases } from '../providers/api.ts';
import type { Outside } from '../verify/ask.ts';
import { createAskers, type Subject } from '../verify/verify.ts';
import type { Journal } from './journal.ts';

export interface WatchOptions extends Outside {
  readonly bases: NamedBases;
  readonly journal: Journal;
  /** Milliseconds between two looks at one key. */
  readonly interval: number;
  /** Milliseconds after which it ends all the same; undefined: when all are dead. */
  readonly most: number | undefined;
  readonly told: (
    subject: Subject,
    state: 'active' | 'inactive' | 'unknown',
    detail: string,
  ) => Promise<void> | void;
}

/** Asks until all are refused beside a passing control. Returns those that still live. Throws if aborted. */
export async function watchKeys(
  subjects: readonly Subject[],
  options: WatchOptions,
): Promise<readonly Subject[]> {
  const { journal, interval, most, told, now, sleep, signal } = options;
  const begun = now().getTime();
  let alive = subjects;
  for (;;) {
    // Made anew each time: a host that was left alone is tried again.
    const askers = createAskers(options);
    const next: Subject[] = [];
    for (const subject of alive) {
      const verdict = await askers.of(subject.rule)(subject.secret, 'life');
      await told(subject, verdict.state, verdict.detail);
      if (verdict.state !== 'inactive') next.push(subject);
      else {
        const reason = 'revoked by hand; then the provider refused it';
        journal.append(subject.fingerprint, { event: 'ended', state: 'revoked', reason });
      }
    }
    alive = next;
    const isOver = most !== undefined && now().getTime() + interval - begun > most;
    if (alive.length === 0 || isOver) return alive;
    await sleep(interval, signal);
  }
}

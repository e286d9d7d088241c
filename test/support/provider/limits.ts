/** The two kinds of limit: requests in a sliding minute (Nouvel), things that run at once (Nohuman). */

const MINUTE = 60_000;

export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** When the next place is free, in milliseconds since 1970. */
  readonly reset: number;
}

export interface SlidingMinute {
  /** Counts a request for a key, unless it is over the limit: then it is not processed and does not count. */
  take(id: string): Allowance;
}

/** @param limit requests a key may make in any 60 seconds */
export function slidingMinute(limit: number, now: () => number): SlidingMinute {
  const taken = new Map<string, number[]>();
  return {
    take(id) {
      const recent = (taken.get(id) ?? []).filter((at) => at > now() - MINUTE);
      const allowed = recent.length < limit;
      if (allowed) recent.push(now());
      taken.set(id, recent);
      return { allowed, limit, remaining: limit - recent.length, reset: (recent[0] ?? now()) + MINUTE };
    },
  };
}

export interface Running {
  count(account: string): number;
  start(account: string): void;
}

/** @param duration milliseconds until one that started is over */
export function running(duration: number, now: () => number): Running {
  const started = new Map<string, number[]>();
  const current = (account: string): number[] =>
    (started.get(account) ?? []).filter((at) => at > now() - duration);
  return {
    count: (account) => current(account).length,
    start: (account) => void started.set(account, [...current(account), now()]),
  };
}

/** The headers that both providers document, times in seconds. */
export function limitHeaders({ limit, remaining, reset }: Allowance): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(Math.ceil(reset / 1000)),
  };
}

/** What a journal says of each key. Pure. */
import type { Entry } from './journal.ts';

/** How far the run that has claimed a key came. */
export type Step = 'claimed' | 'asked' | 'calling' | 'called';

export type KeyState =
  | {
      readonly kind: 'open';
      readonly run: string;
      readonly pid: number;
      readonly host: string;
      readonly step: Step;
      /** When it last wrote something. */
      readonly at: string;
      /** When the call was about to be made. */
      readonly callingAt?: string;
    }
  | { readonly kind: 'handed-over'; readonly to: string; readonly at: string; readonly issue?: string }
  | {
      readonly kind: 'ended';
      readonly state: 'revoked' | 'already-inactive' | 'failed';
      readonly reason: string;
      readonly at: string;
      /** No call of ours killed it: somebody did by hand, or a provider in trouble refused it with all others. */
      readonly isByHand?: true;
    };

/**
 * The state of every key that the journal knows. The order of the lines decides: of two claims the first one holds,
 * until it has ended or somebody takes it over by name.
 */
export function statesOf(entries: readonly Entry[]): ReadonlyMap<string, KeyState> {
  const states = new Map<string, KeyState>();
  for (const entry of entries) {
    const next = after(states.get(entry.fingerprint), entry);
    if (next !== undefined) states.set(entry.fingerprint, next);
  }
  return states;
}

function after(before: KeyState | undefined, entry: Entry): KeyState | undefined {
  if (entry.event === 'claimed') return claimed(before, entry);
  if (entry.event === 'handed-over') {
    if (before?.kind === 'open' && before.run !== entry.run) return before;
    const { to, at, issue } = entry;
    return { kind: 'handed-over', to, at, ...(issue !== undefined && { issue }) };
  }
  if (entry.event === 'ended') {
    const mayEnd = before?.kind !== 'open' || before.run === entry.run;
    if (!mayEnd) return before;
    const { state, reason, at } = entry;
    return { kind: 'ended', state, reason, at, ...(isByHand(before) && { isByHand: true }) };
  }
  if (before?.kind !== 'open' || before.run !== entry.run) return before;
  const { at } = entry;
  if (entry.event === 'calling') return { ...before, at, step: 'calling', callingAt: at };
  // A look after the call does not undo that it was made.
  if (entry.event === 'asked')
    return { ...before, at, step: before.step === 'claimed' ? 'asked' : before.step };
  return { ...before, at, step: 'called' };
}

/** Also where the same end was written twice: two may watch one key. */
function isByHand(before: KeyState | undefined): boolean {
  return before?.kind === 'handed-over' || (before?.kind === 'ended' && before.isByHand === true);
}

function claimed(before: KeyState | undefined, entry: Entry & { readonly event: 'claimed' }): KeyState {
  const { run, pid, host, at, resumes } = entry;
  if (before?.kind !== 'open') return { kind: 'open', run, pid, host, at, step: 'claimed' };
  return before.run === resumes ? { ...before, run, pid, host, at } : before;
}

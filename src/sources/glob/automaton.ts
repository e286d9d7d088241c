/**
 * Runs the steps of globs over a path, all at once: never back, so that a character takes at most one look at each step.
 * Sets of steps that were met are kept with what follows them, so that most characters take one look in a map.
 */
import type { Program } from './compile.ts';

/** Steps reached at one place of a path. */
interface State {
  /** Indices of `take` steps. */
  readonly takes: readonly number[];
  readonly matches: readonly number[];
  readonly next: Map<string, State>;
}

/** Steps and transitions that are kept before all are forgotten. */
const MOST_KEPT = 200_000;

/** Gives the globs that match a whole path, in ascending order. */
export function createAutomaton(program: Program): (path: string) => readonly number[] {
  const { starts, steps } = program;
  const reach = createReach(program);
  let states = new Map<string, State>();
  let kept = 0;
  let start = stateOf(starts);

  function stateOf(targets: readonly number[]): State {
    const { takes, matches } = reach(targets);
    const key = `${takes.join()};${matches.join()}`;
    const known = states.get(key);
    if (known !== undefined) return known;
    const state = { takes, matches, next: new Map() };
    kept += takes.length + 1;
    states.set(key, state);
    return state;
  }

  function after(state: State, char: string): State {
    const known = state.next.get(char);
    if (known !== undefined) return known;
    if (kept > MOST_KEPT) forget();
    const targets = state.takes.filter((index) => {
      const step = steps[index];
      return step?.kind === 'take' && step.takes(char);
    });
    const next = stateOf(targets.map((index) => index + 1));
    state.next.set(char, next);
    kept++;
    return next;
  }

  function forget(): void {
    states = new Map();
    kept = 0;
    start = stateOf(starts);
  }

  return (path) => {
    let state = start;
    for (const char of path) {
      state = after(state, char);
      if (state.takes.length + state.matches.length === 0) return [];
    }
    return state.matches;
  };
}

/** Gives what is reached from steps without a character. */
function createReach({ steps }: Program): (from: readonly number[]) => Pick<State, 'takes' | 'matches'> {
  const seen = new Uint32Array(steps.length);
  let round = 0;
  return (from) => {
    round++;
    const takes: number[] = [];
    const matches: number[] = [];
    const pending = from.toReversed();
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const step = steps[at];
      if (step === undefined || seen[at] === round) continue;
      seen[at] = round;
      if (step.kind === 'take') takes.push(at);
      else if (step.kind === 'fork') pending.push(...step.to.toReversed());
      else matches.push(step.glob);
    }
    return { takes, matches: matches.toSorted((a, b) => a - b) };
  };
}

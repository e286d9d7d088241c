/** From globs to the steps of one automaton that matches all of them in one pass. */
import { findGroups, type Group } from './groups.ts';
import { setAt } from './set.ts';

/** One state of the automaton. `take` is passed by a character; `fork` at once, to each of its targets. */
export type Step =
  | { readonly kind: 'take'; readonly takes: (char: string) => boolean }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  | { readonly kind: 'match'; readonly glob: number };

export interface Program {
  /** A `take` goes on to the step behind it. */
  readonly steps: readonly Step[];
  /** Where each glob starts. */
  readonly starts: readonly number[];
}

const isAny = (): boolean => true;
const isInName = (char: string): boolean => char !== '/';

export function compileGlobs(globs: readonly string[]): Program {
  const steps: Step[] = [];
  const starts = globs.map((glob, i) => {
    const start = steps.length;
    new Compiler(glob, steps).compile(i);
    return start;
  });
  return { steps, starts };
}

/** A part of a glob. */
interface Part {
  readonly from: number;
  readonly to: number;
  /** Whether it starts and ends at a `/` or at the end of the path, so that `**` may stand for whole directories. */
  readonly isStart: boolean;
  readonly isEnd: boolean;
}

class Compiler {
  readonly #glob: string;
  readonly #steps: Step[];
  readonly #groups: ReadonlyMap<number, Group>;

  constructor(glob: string, steps: Step[]) {
    this.#glob = glob;
    this.#steps = steps;
    this.#groups = findGroups(glob);
  }

  compile(index: number): void {
    this.#part({ from: 0, to: this.#glob.length, isStart: true, isEnd: true });
    // What is below a directory that matches.
    this.#optional(() => {
      this.#take((char) => char === '/');
      this.#star(isAny);
    });
    this.#steps.push({ kind: 'match', glob: index });
  }

  #part(part: Part): void {
    let at = part.from;
    while (at < part.to) at = this.#piece(at, part);
  }

  /** Adds the steps of what starts at an index; gives the index behind it. */
  #piece(at: number, part: Part): number {
    const glob = this.#glob;
    const char = glob[at] ?? '';
    if (char === '/' && glob.startsWith('**', at + 1) && this.#endsAt(at + 3, part)) return this.#below(at);
    if (char === '*') return this.#stars(at, part);
    if (char === '?') return this.#one(isInName, at + 1);
    const group = this.#groups.get(at);
    if (group !== undefined && group.close < part.to) return this.#group(group, part);
    const set = char === '[' ? setAt(glob, at) : undefined;
    if (set !== undefined) return this.#one(set.takes, set.end);
    const from = char === '\\' && at + 1 < part.to ? at + 1 : at;
    const literal = String.fromCodePoint(glob.codePointAt(from) ?? 0);
    return this.#one((one) => one === literal, from + literal.length);
  }

  /** `/**` at the end: the directory and all that is below it. */
  #below(at: number): number {
    this.#optional(() => {
      this.#take((char) => char === '/');
      this.#star(isAny);
    });
    return at + 3;
  }

  /** `**` in the place of whole directories, otherwise `*`. */
  #stars(at: number, part: Part): number {
    let end = at;
    while (this.#glob[end] === '*') end++;
    const isWhole = end - at === 2 && this.#startsAt(at, part);
    if (isWhole && this.#glob[end] === '/' && end < part.to) {
      this.#repeat(() => {
        this.#take(isInName);
        this.#star(isInName);
        this.#take((char) => char === '/');
      });
      return end + 1;
    }
    this.#star(isWhole && this.#endsAt(end, part) ? isAny : isInName);
    return end;
  }

  #startsAt(at: number, part: Part): boolean {
    return at === part.from ? part.isStart : this.#glob[at - 1] === '/';
  }

  #endsAt(at: number, part: Part): boolean {
    return at === part.to && part.isEnd;
  }

  #group({ close, parts }: Group, part: Part): number {
    const open = (parts[0]?.from ?? 0) - 1;
    const isStart = this.#startsAt(open, part);
    const isEnd = this.#endsAt(close + 1, part) || this.#glob[close + 1] === '/';
    const fork = this.#reserve();
    const targets: number[] = [];
    const ends: number[] = [];
    for (const one of parts) {
      targets.push(this.#steps.length);
      this.#part({ ...one, isStart, isEnd });
      ends.push(this.#reserve());
    }
    this.#steps[fork] = { kind: 'fork', to: targets };
    for (const end of ends) this.#steps[end] = { kind: 'fork', to: [this.#steps.length] };
    return close + 1;
  }

  #one(takes: (char: string) => boolean, next: number): number {
    this.#take(takes);
    return next;
  }

  #take(takes: (char: string) => boolean): void {
    this.#steps.push({ kind: 'take', takes });
  }

  #star(takes: (char: string) => boolean): void {
    this.#repeat(() => this.#take(takes));
  }

  #optional(inner: () => void): void {
    const fork = this.#reserve();
    inner();
    this.#steps[fork] = { kind: 'fork', to: [fork + 1, this.#steps.length] };
  }

  #repeat(inner: () => void): void {
    const fork = this.#reserve();
    inner();
    this.#steps.push({ kind: 'fork', to: [fork] });
    this.#steps[fork] = { kind: 'fork', to: [fork + 1, this.#steps.length] };
  }

  /** Room for a fork whose targets are not yet known. */
  #reserve(): number {
    return this.#steps.push({ kind: 'fork', to: [] }) - 1;
  }
}

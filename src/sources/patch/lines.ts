/** From chunks to lines, and from line numbers to sets of them. A line of any length takes no more than a part of it. */

/** A line, or a part of one that is very long. */
export interface LinePart {
  /** Without the line end. */
  readonly bytes: Buffer;
  /** False for what continues a line. */
  readonly isStart: boolean;
  /** True if the line ends here. */
  readonly isEnd: boolean;
}

/** Bytes of a line that are waited for; what names a file is far shorter. */
const MAX_PART = 1 << 20;
const LF = 10;

/** Hands each line to `onPart`. `end` hands out a last line that has no line end. */
export function createLineSplitter(onPart: (part: LinePart) => void): {
  push(chunk: Buffer): void;
  end(): void;
} {
  let held: Buffer[] = [];
  let length = 0;
  let isStart = true;
  const give = (rest: Buffer, isEnd: boolean): void => {
    const bytes = held.length === 0 ? rest : Buffer.concat([...held, rest]);
    held = [];
    length = 0;
    onPart({ bytes, isStart, isEnd });
    isStart = isEnd;
  };
  return {
    push(chunk) {
      let from = 0;
      for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
        give(chunk.subarray(from, end), true);
        from = end + 1;
      }
      if (from === chunk.length) return;
      const rest = chunk.subarray(from);
      if (length + rest.length > MAX_PART) return give(rest, false);
      held.push(rest);
      length += rest.length;
    },
    end() {
      if (length > 0 || !isStart) give(Buffer.alloc(0), true);
    },
  };
}

/** Line numbers, given in ascending order. */
export interface LineSet {
  add(line: number): void;
  /** True if one of the lines is in `[from, to]`. */
  meets(from: number, to: number): boolean;
}

export function createLineSet(): LineSet {
  const starts: number[] = [];
  const ends: number[] = [];
  return {
    add(line) {
      if (ends.at(-1) === line - 1) ends[ends.length - 1] = line;
      else {
        starts.push(line);
        ends.push(line);
      }
    },
    meets(from, to) {
      let low = 0;
      for (let high = ends.length; low < high; ) {
        const middle = (low + high) >> 1;
        if ((ends[middle] ?? 0) < from) low = middle + 1;
        else high = middle;
      }
      return (starts[low] ?? Number.POSITIVE_INFINITY) <= to;
    },
  };
}

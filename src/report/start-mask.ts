/** Masks keys of which only the start and the length are known: a key that is looked for by its hash. */

/** Runs of characters that a key may be in; keys that rules find are no shorter. */
const RUN = /[^\s"'`<>=,;]{16,}/g;
const REDACTED = /^(.+)…\((\d+)\)$/su;

/** Masks whatever starts like one of the keys and has at least as many characters. */
export function createStartMask(redacted: readonly string[]): (text: string) => string {
  const lengths = new Map<string, number>();
  for (const text of redacted) {
    const [, start, length] = REDACTED.exec(text) ?? [];
    if (start !== undefined) lengths.set(start, Math.min(Number(length), lengths.get(start) ?? Infinity));
  }
  const sizes = [...new Set([...lengths.keys()].map((start) => start.length))];
  return (text) => text.replace(RUN, (run) => maskRun(run, lengths, sizes));
}

function maskRun(run: string, lengths: ReadonlyMap<string, number>, sizes: readonly number[]): string {
  let text = '';
  let place = 0;
  for (let at = 0; at < run.length; at++) {
    for (const size of sizes) {
      const start = run.slice(at, at + size);
      const length = lengths.get(start);
      if (length === undefined || at + length > run.length) continue;
      text += `${run.slice(place, at)}${start}…(${length})`;
      place = at + length;
      at = place - 1;
      break;
    }
  }
  return text + run.slice(place);
}

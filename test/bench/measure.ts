/** Wall time and peak memory of whole processes, in turn, as ratios. */
import { spawnSync } from 'node:child_process';

export interface Contestant {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly input?: string;
}

export interface Measured {
  readonly name: string;
  /** Median, in milliseconds. */
  readonly wall: number;
  /** Largest, in MiB; NaN where it is not known. */
  readonly peak: number;
}

/** True if the program can be started. */
export function isThere({ command }: Contestant): boolean {
  return spawnSync(command[0], ['--version']).error === undefined;
}

/** The contestants take turns, so that a slow moment hits all of them. @param warmUp rounds that do not count */
export function measure(all: readonly Contestant[], cwd: string, rounds: number, warmUp = 1): Measured[] {
  const walls = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  const peaks = new Map<string, number>();
  for (let round = -warmUp; round < rounds; round++) {
    for (const { name, command, input } of all) {
      const begun = performance.now();
      const timed = spawnSync('/usr/bin/time', ['-f', 'peak %M', ...command], {
        cwd,
        input: input ?? '',
        encoding: 'utf8',
        stdio: ['pipe', 'ignore', 'pipe'],
        maxBuffer: 1 << 28,
      });
      const wall = performance.now() - begun;
      if (round < 0) continue;
      walls.get(name)?.push(wall);
      const peak = Number(/peak (\d+)/.exec(timed.stderr ?? '')?.[1] ?? Number.NaN) / 1024;
      peaks.set(name, Math.max(peaks.get(name) ?? 0, peak));
    }
  }
  return all.map(({ name }) => ({
    name,
    wall: median(walls.get(name) ?? []),
    peak: peaks.get(name) ?? Number.NaN,
  }));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** One line a contestant: how much longer ours, the first, takes. */
export function tell(title: string, measured: readonly Measured[]): void {
  const ours = measured[0]?.wall ?? Number.NaN;
  process.stdout.write(`${title}\n`);
  for (const { name, wall, peak } of measured) {
    const memory = Number.isNaN(peak) ? '' : `${peak.toFixed(0).padStart(6)} MiB`;
    const ratio = (ours / wall).toFixed(3);
    process.stdout.write(
      `  ${name.padEnd(40)} ${wall.toFixed(0).padStart(7)} ms ${memory}   ours takes ${ratio} × as long\n`,
    );
  }
}

/**
 * Findings under names of ids, hashes, cache keys, page tokens, files and columns: `tsx test/eval/names.ts` prints which
 * are listed and which would block; a test runs it too.
 */
import { outcomeOf } from '../../src/model/policy.ts';
import { BODIES, type BodyName, NAME_GROUPS } from '../support/corpus/names.ts';
import { type Random, seeded } from '../support/corpus/random.ts';
import { detect } from '../support/detect.ts';

const EACH = 3;
const PREFIXES = ['nh_', 'nvl_'];

export interface NameShares {
  /** Shares of a name's texts that were listed, and that would block, averaged over the names: 0 to 1. */
  readonly listed: number;
  readonly blocked: number;
  /** Names under which any of the texts was listed. */
  readonly names: readonly string[];
}

/** For each kind of body, under how many of the names it is listed and blocked. */
export function measureNames(seed = 1): ReadonlyMap<BodyName, NameShares> {
  const random = seeded(seed);
  const bodies = Object.keys(BODIES) as BodyName[];
  return new Map(bodies.map((body) => [body, sharesOf(body, random)]));
}

function sharesOf(body: BodyName, random: Random): NameShares {
  const all = Object.values(NAME_GROUPS).flatMap(({ names, writes }) =>
    names.map((name) => {
      const texts = writes.flatMap((write) =>
        PREFIXES.flatMap((prefix) =>
          Array.from({ length: EACH }, () => write(name, prefix + BODIES[body](random))),
        ),
      );
      const found = texts.map((text) => detect(text));
      return {
        name,
        listed: shareOf(found, (findings) => findings.length > 0),
        blocked: shareOf(found, (findings) => findings.some((one) => outcomeOf(one) === 'fail')),
      };
    }),
  );
  return {
    listed: mean(all.map(({ listed }) => listed)),
    blocked: mean(all.map(({ blocked }) => blocked)),
    names: all.filter(({ listed }) => listed > 0).map(({ name }) => name),
  };
}

function shareOf<T>(values: readonly T[], test: (value: T) => boolean): number {
  return values.filter(test).length / values.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

if (process.argv[1] === import.meta.filename) {
  for (const [body, { listed, blocked, names }] of measureNames()) {
    const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
    process.stdout.write(
      `${body}: listed ${percent(listed)}, blocked ${percent(blocked)}: ${names.join(' ')}\n`,
    );
  }
}

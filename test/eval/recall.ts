/** Recall over generated keys in every syntax: `tsx test/eval/recall.ts [keys]` prints it; a test runs a sample. */
import { createDetector, type Detector } from '../../src/detect/detector.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import * as keys from '../support/corpus/keys.ts';
import { seeded } from '../support/corpus/random.ts';
import {
  NAMED,
  NEUTRAL,
  type Rendered,
  type Surroundings,
  SYNTAXES,
  type Syntax,
} from '../support/corpus/syntaxes/index.ts';

/** The three promises, each with the share that must be found. */
export const PROMISES = {
  'Nouvel in any syntax': 0.999,
  'Nohuman of 20 and more near the provider’s name or host': 0.999,
  'mixed-class Nohuman of 20 and more in an assignment, header or string': 0.99,
} as const;

export type Promised = keyof typeof PROMISES;

export interface Recall {
  made: number;
  found: number;
  /** Found with a wrong place or a wrong key. */
  misplaced: number;
  readonly missed: Map<string, number>;
}

/** One key in each of the syntaxes in turn, `count` keys in all. */
export function measureRecall(count: number, seed = 1): ReadonlyMap<Promised, Recall> {
  const detector = createDetector(createRuleset());
  const random = seeded(seed);
  const results = new Map<Promised, Recall>();
  for (let i = 0; i < count; i++) {
    const syntax = SYNTAXES[i % SYNTAXES.length];
    if (syntax === undefined) continue;
    const { promise, key, surroundings } = caseOf(i, syntax, random);
    const recall = results.get(promise) ?? { made: 0, found: 0, misplaced: 0, missed: new Map() };
    results.set(promise, recall);
    recall.made++;
    record(recall, detector, syntax, key.key, key.form, syntax.render(key.key, surroundings));
  }
  return results;
}

interface Case {
  readonly promise: Promised;
  readonly key: keys.GeneratedKey;
  readonly surroundings: Surroundings;
}

function caseOf(i: number, syntax: Syntax, random: ReturnType<typeof seeded>): Case {
  const turn = Math.floor(i / SYNTAXES.length) % 4;
  const neutral = random.pick(NEUTRAL);
  if (turn < 2) {
    return {
      promise: 'Nouvel in any syntax',
      key: keys.anyNouvelKey(random),
      surroundings: turn === 0 ? neutral : NAMED.nouvel,
    };
  }
  if (turn === 2 || syntax.kind === 'text') {
    const key = random.chance(1, 10) ? keys.infixedNohumanKey(random) : keys.anyNohumanKey(random, 20);
    return {
      promise: 'Nohuman of 20 and more near the provider’s name or host',
      key,
      surroundings: NAMED.nohuman,
    };
  }
  const key = keys.nohumanKey(random, random.pick(keys.MIXED_ALPHABETS), 20 + random.below(45));
  return {
    promise: 'mixed-class Nohuman of 20 and more in an assignment, header or string',
    key,
    surroundings: neutral,
  };
}

function record(
  recall: Recall,
  detector: Detector,
  syntax: Syntax,
  key: string,
  form: string,
  { text, start }: Rendered,
): void {
  const found = detector.detect({ origin: { kind: 'file', path: 'a' }, bytes: Buffer.from(text) });
  const listed = found.filter(({ confidence }) => confidence !== 'low');
  if (listed.length === 0) {
    const what = `${syntax.id} ${form.replace(/\/.*/, '')}`;
    recall.missed.set(what, (recall.missed.get(what) ?? 0) + 1);
    return;
  }
  recall.found++;
  const [first] = listed;
  const isRight =
    first?.secret.reveal() === key && first.span.start === Buffer.byteLength(text.slice(0, start));
  if (listed.length !== 1 || !isRight) recall.misplaced++;
}

if (process.argv[1] === import.meta.filename) {
  for (const [promise, { made, found, misplaced, missed }] of measureRecall(
    Number(process.argv[2] ?? 200_000),
  )) {
    const worst = [...missed].toSorted(([, a], [, b]) => b - a).slice(0, 12);
    process.stdout.write(
      `${promise}: ${found} of ${made} (${((found / made) * 100).toFixed(3)} %), misplaced ${misplaced}\n`,
    );
    for (const [what, times] of worst) process.stdout.write(`    missed ${times}: ${what}\n`);
  }
}

/** How well randomness is told from names: `tsx test/eval/roc.ts` prints the table of docs/detection.md. */
import { shannon } from '../../src/detect/randomness/entropy.ts';
import { randomness } from '../../src/detect/randomness/randomness.ts';
import { HOSTILE_LISTS, hostileBodies } from '../support/corpus/hostile/lists.ts';
import { ALPHABETS, MIXED_ALPHABETS } from '../support/corpus/keys.ts';
import { seeded } from '../support/corpus/random.ts';

const MADE = 20_000;
const LENGTHS = [20, 24, 32, 43];

type Test = (body: string) => boolean;

/** A run of ten characters of at least two classes: the bar to beat. */
function hasRun(body: string): boolean {
  const isMixed = (run: string): boolean =>
    [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(run)).length >= 2;
  return body.split(/[_-]/).some((run) => run.length >= 10 && isMixed(run));
}

const TESTS: Readonly<Record<string, Test>> = {
  'this score': (body) => randomness(body).verdict === 'random',
  'run of 10': hasRun,
  'Shannon 3.0': (body) => shannon(body) >= 3,
  'Shannon 3.5': (body) => shannon(body) >= 3.5,
  'Shannon 4.0': (body) => shannon(body) >= 4,
};

function share(bodies: readonly string[], test: Test): string {
  return `${((bodies.filter(test).length / bodies.length) * 100).toFixed(2)} %`;
}

const random = seeded(5);
const hostile = HOSTILE_LISTS.flatMap((list) => hostileBodies(list, 1));
const made = MIXED_ALPHABETS.map((name) => ({
  name,
  bodies: Array.from({ length: MADE }, (_, i) =>
    random.text(ALPHABETS[name], LENGTHS[i % LENGTHS.length] ?? 20),
  ),
}));
const head = ['', `${hostile.length} hostile names kept`, ...made.map(({ name }) => `${name} found`)];
const rows = Object.entries(TESTS).map(([name, test]) => [
  name,
  share(hostile, test),
  ...made.map(({ bodies }) => share(bodies, test)),
]);
for (const row of [head, head.map(() => '---'), ...rows]) process.stdout.write(`| ${row.join(' | ')} |\n`);

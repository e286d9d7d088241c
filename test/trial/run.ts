/**
 * `npm run trial -- NAME [arguments…]`: what is too long for the tests. Each trial prints figures for a note and ends
 * with exit code 1 if something it watches for happened. A small form of each is among the tests.
 */

/** Each trial: what it does, and its module, whose `run` takes the arguments and gives the exit code. */
const TRIALS: Readonly<
  Record<
    string,
    {
      readonly text: string;
      readonly load: () => Promise<{ run(args: readonly string[]): Promise<number> }>;
    }
  >
> = {
  fuzz: {
    text: '[minutes] [target…]: damaged settings, lists, patches, packs and git files, run by the built program',
    load: () => import('./fuzz/trial.ts'),
  },
  managers: {
    text: 'the hooks as every package manager installs them, also those that are not among the tests',
    load: () => import('./managers.ts'),
  },
  processes: {
    text: '[file…]: the tests with a process for each run of the program, where a thread that stays does it otherwise',
    load: () => import('./processes.ts'),
  },
  twin: {
    text: '[packs]: the pack kernel against its twin and zlib, and histories read by the twin',
    load: () => import('./twin.ts'),
  },
};

const [name = '', ...args] = process.argv.slice(2);
const trial = Object.hasOwn(TRIALS, name) ? TRIALS[name] : undefined;
if (trial === undefined) {
  const all = Object.entries(TRIALS).map(([one, { text }]) => `  ${one} ${text}\n`);
  process.stderr.write(`npm run trial -- NAME [arguments…]\n${all.join('')}`);
  process.exitCode = 2;
} else {
  process.exitCode = await (await trial.load()).run(args);
}

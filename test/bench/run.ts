/**
 * `npm run bench -- [directory]`: wall time of a scan against the floor and the peers, in one run, as ratios.
 * `npm run bench -- git <repository> [rounds] [part…]`: history, rescan and guard, see git.ts.
 * `npm run bench -- action <repository> [rounds]`: the Action on a pull request, see action.ts.
 * Peers are taken from PATH if they are there. Never part of the tests: machines differ, ratios are for people.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../..', import.meta.url).pathname;
const ROUNDS = 7;

const GITLEAKS_RULES = ['nh_', 'nvl_']
  .map(
    (prefix) =>
      `[[rules]]\nid = "${prefix}"\nregex = '''${prefix}[A-Za-z0-9_-]{16,64}'''\nentropy = 3.5\nkeywords = ["${prefix}"]\n`,
  )
  .join('\n');

interface Contestant {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

function contestants(): Contestant[] {
  const rules = join(mkdtempSync(join(tmpdir(), 'leakward-bench-')), 'rules.toml');
  writeFileSync(rules, GITLEAKS_RULES);
  const peer = (name: string): Contestant => ({
    name,
    command: [name, 'dir', '--no-banner', '-c', rules, '--exit-code', '0', '.'],
  });
  return [
    { name: 'leakward scan', command: [process.execPath, join(ROOT, 'bin/leakward.js'), 'scan', '-q', '.'] },
    { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
    { name: 'ripgrep -uuu -c', command: ['rg', '-uuu', '-c', 'nh_|nvl_', '.'] },
    peer('gitleaks'),
    peer('betterleaks'),
  ].filter(({ command }) => spawnSync(command[0], ['--version']).error === undefined) as Contestant[];
}

/** Milliseconds of each round; the contestants take turns, so that a slow moment hits all of them. */
function measure(all: readonly Contestant[], cwd: string): Map<string, number[]> {
  const times = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, command } of all) {
      const begun = performance.now();
      spawnSync(command[0], command.slice(1), { cwd, stdio: 'ignore' });
      if (round > 0) times.get(name)?.push(performance.now() - begun);
    }
  }
  return times;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function compare(directory: string): void {
  const times = measure(contestants(), directory);
  const ours = median(times.get('leakward scan') ?? []);
  for (const [name, values] of times) {
    const own = median(values);
    process.stdout.write(
      `${name.padEnd(18)} ${own.toFixed(0).padStart(7)} ms   leakward takes ${(ours / own).toFixed(2)} × as long\n`,
    );
  }
}

const part = process.argv[2];
if (part === 'git' || part === 'action') {
  process.argv.splice(2, 1);
  await import(`./${part}.ts`);
} else compare(part ?? ROOT);

/**
 * `npm run trial -- fuzz [minutes] [target…]`: damages one file at a time and runs the built program on it. Fails on a
 * crash, a hang, a key in what was printed or written, and on exit 0 where the planted key is not accounted for.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tracesOf } from '../../support/traces.ts';
import { diceOf, mutate } from './mutate.ts';
import { createProgram, type Ended, type Program } from './program.ts';
import { GIVEN, git, PLANTED } from './rooms.ts';
import { TARGETS, type Target } from './targets.ts';

/** What a run did wrong, in words. */
export interface Wrong {
  readonly target: string;
  readonly seed: number;
  readonly what: string;
  readonly input: Buffer;
  readonly ended: Ended;
}

const TRACES = [PLANTED, GIVEN].flatMap(tracesOf);

/** A directory of one target, ready for damage. */
export interface Prepared {
  readonly target: Target;
  readonly room: string;
  readonly path: string | undefined;
  readonly original: Buffer;
}

export function prepare(target: Target): Prepared {
  const room = target.build();
  const file = target.file(room);
  const path = file === undefined ? undefined : join(room, file);
  const seed = target.seed?.(room);
  const original = seed === undefined ? readFileSync(path ?? '') : Buffer.from(seed);
  if (path !== undefined) {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) chmodSync(path, 0o600);
  }
  return { target, room, path, original };
}

/** One run on a damaged file. @param seed settles the damage */
export async function attempt(
  prepared: Prepared,
  seed: number,
  program: Program,
  home: string,
): Promise<Wrong | undefined> {
  const { target, room, path, original } = prepared;
  const input = mutate(original, diceOf(seed), target.words);
  if (path !== undefined) writeFileSync(path, input);
  const call = { args: target.args, cwd: room };
  const ended = await program.run(path === undefined ? { ...call, input } : call);
  const left = leftBehind(home);
  const what = wrongOf(prepared, ended, input) ?? left;
  return what === undefined ? undefined : { target: target.name, seed, what, input, ended };
}

function wrongOf({ target, room }: Prepared, { code, out, err }: Ended, input: Buffer): string | undefined {
  if (code === undefined) return 'it did not end';
  if (/internal error|\n {4}at /.test(err)) return 'an internal error';
  if (![0, 1, 2, 3].includes(code)) return `exit code ${code}`;
  const trace = TRACES.find((one) => out.includes(one) || err.includes(one));
  if (trace !== undefined) return `part of a key was printed: ${trace}`;
  if (code !== 0 || target.clean === 'any') return undefined;
  if (target.clean === 'found') return 'exit 0, and a key is there';
  if (target.clean === 'unstaged') return isStaged(room) ? 'exit 0, and a key is staged' : undefined;
  return isAccounted(out, input, target) || isIgnored(room)
    ? undefined
    : 'exit 0, and the planted key is not mentioned';
}

/** A damaged patch may have lost its key; a file in the work tree has not. */
function isAccounted(out: string, input: Buffer, target: Target): boolean {
  if (target.args[0] === 'doctor' || target.args[0] === 'init') return true;
  if (target.name === 'patch' && !isAdded(input.toString('latin1'))) return true;
  const report = JSON.parse(out) as {
    readonly findings: readonly unknown[];
    readonly suppressed: readonly unknown[];
    readonly lowConfidence: number;
    readonly coverage: { readonly skipped: readonly { readonly path: string }[] };
  };
  const { findings, suppressed, lowConfidence, coverage } = report;
  return findings.length + suppressed.length + lowConfidence + coverage.skipped.length > 0;
}

/** True if git leaves the key's file out of every commit: a scan of a work tree reads what could be committed. */
function isIgnored(room: string): boolean {
  try {
    return git(room, ['check-ignore', '--no-index', 'src/leak.js']) !== '';
  } catch {
    return false;
  }
}

/** True if git would commit the blob with the key. */
function isStaged(room: string): boolean {
  try {
    const id = git(room, ['hash-object', 'src/leak.js']).trim();
    return git(room, ['ls-tree', '-r', git(room, ['write-tree']).trim()]).includes(id);
  } catch {
    return false;
  }
}

/** True if some line that neither a context nor a removal could be holds the whole key. */
function isAdded(text: string): boolean {
  return text.split('\n').some((line) => line.startsWith('+') && line.includes(PLANTED));
}

/** A key in a file that a run wrote. */
function leftBehind(home: string): string | undefined {
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'latin1');
    if (!TRACES.some((trace) => text.includes(trace))) continue;
    // Otherwise every later run would be blamed for it.
    rmSync(join(entry.parentPath, entry.name));
    return `a key was written to ${entry.name}`;
  }
  return undefined;
}

export function newProgram(home: string): Program {
  return createProgram({ PATH: process.env['PATH'] ?? '', HOME: home, NO_COLOR: '1' });
}

/** @param args minutes, then names of targets; 5 and all of them unless given */
export async function run(args: readonly string[]): Promise<number> {
  const [minutes = '5', ...names] = args;
  const targets = TARGETS.filter(({ name }) => names.length === 0 || names.includes(name));
  const home = join(process.env['TMPDIR'] ?? '/tmp', `leakward-fuzz-home-${process.pid}`);
  mkdirSync(home, { recursive: true });
  const kept = join(home, '..', `leakward-fuzz-wrong-${process.pid}`);
  const program = newProgram(home);
  const until = Date.now() + Number(minutes) * 60_000;
  const prepared = targets.map(prepare);
  const counts = new Map<string, { runs: number; wrong: number; slowest: number }>();
  for (let seed = Date.now() >>> 8; Date.now() < until; seed++) {
    for (const one of prepared) {
      const from = Date.now();
      const wrong = await attempt(one, seed, program, home);
      const count = counts.get(one.target.name) ?? { runs: 0, wrong: 0, slowest: 0 };
      counts.set(one.target.name, count);
      count.runs++;
      count.slowest = Math.max(count.slowest, Date.now() - from);
      if (wrong === undefined) continue;
      count.wrong++;
      mkdirSync(kept, { recursive: true });
      writeFileSync(join(kept, `${one.target.name.replaceAll(/\W/g, '-')}-${seed}`), wrong.input);
      process.stdout.write(
        `${wrong.target}, seed ${seed}: ${wrong.what}\n  ${wrong.ended.err.slice(0, 300)}\n`,
      );
    }
  }
  await program.close();
  for (const [name, { runs, wrong, slowest }] of counts)
    process.stdout.write(`${name}: ${runs} runs, ${wrong} wrong, the slowest took ${slowest} ms\n`);
  for (const { room } of prepared) rmSync(room, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
  return [...counts.values()].some(({ wrong }) => wrong > 0) ? 1 : 0;
}

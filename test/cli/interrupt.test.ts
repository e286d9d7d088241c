import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { listenForInterrupts } from '../../src/cli/interrupt.ts';
import { createIo } from '../../src/cli/io.ts';
import { directoryOf, git, startLeakward } from '../support/run.ts';

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

/** A directory for PATH whose git waits for ever at a subcommand, and says in a file that it is there. */
function stuckGit(
  at: string,
  script: string,
): { readonly path: string; readonly pid: () => Promise<number> } {
  const bin = directoryOf();
  const real = execFileSync('sh', ['-c', 'command -v git']).toString().trim();
  const reached = join(bin, 'reached');
  const lines = [
    '#!/bin/sh',
    `for one in "$@"; do if [ "$one" = ${at} ]; then echo $$ > "${reached}.new"; mv "${reached}.new" "${reached}"; ${script}; fi; done`,
    `exec "${real}" "$@"`,
  ];
  writeFileSync(join(bin, 'git'), `${lines.join('\n')}\n`);
  chmodSync(join(bin, 'git'), 0o755);
  const pid = async (): Promise<number> => {
    await until(() => existsSync(reached));
    return Number(readFileSync(reached, 'utf8'));
  };
  return { path: `${bin}:${process.env['PATH']}`, pid };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 2000) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function isAlive(pid: number): boolean {
  try {
    // A process that has ended and is not waited for is a zombie.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

function repository(): string {
  const cwd = directoryOf({ 'a.txt': 'a\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'a');
  writeFileSync(join(cwd, 'a.txt'), 'b\n');
  git(cwd, 'add', '-A');
  return cwd;
}

const COMMANDS: readonly (readonly [name: string, args: readonly string[], at: string])[] = [
  ['scan', ['scan'], 'ls-files'],
  ['history', ['history', '--no-cache'], 'for-each-ref'],
  ['history of a range', ['history', '--range', 'HEAD'], 'log'],
  ['diff --staged', ['diff', '--staged'], 'diff-index'],
  ['guard pre-commit', ['guard', 'pre-commit'], 'diff-index'],
];

describe('A10: an interrupted run is 130 or 143, never 0', () => {
  test.each(
    COMMANDS.flatMap(([name, args, at]) =>
      SIGNALS.map(([signal, code]) => ({ name, args, at, signal, code })),
    ),
  )('$name, $signal', async ({ args, at, signal, code }) => {
    const { path, pid } = stuckGit(at, 'exec sleep 100');
    const { child, done } = startLeakward(repository(), args, { env: { PATH: path } });
    const stuck = await pid();
    child.kill(signal);
    const ended = await done;
    expect([ended.code, ended.signal, ended.out, ended.err]).toEqual([code, null, '', '']);
    await until(() => !isAlive(stuck));
  });

  test('a git that ignores the signal, and one whose child keeps its output open, keep no run alive', async () => {
    for (const script of ["trap '' TERM; while :; do sleep 0.1; done", 'sleep 20; exit 1']) {
      const { path, pid } = stuckGit('ls-files', script);
      const { child, done } = startLeakward(repository(), ['scan'], { env: { PATH: path } });
      const stuck = await pid();
      child.kill('SIGTERM');
      const begun = Date.now();
      expect((await Promise.race([done, later(8000)]))?.code).toBe(143);
      expect(Date.now() - begun).toBeLessThan(8000);
      if (isAlive(stuck)) process.kill(stuck, 'SIGKILL');
    }
  });

  test('a signal that is heard only after the last of the work counts, too', async () => {
    const events = new EventEmitter();
    const { exit, exits } = exiting();
    const { main } = await import('../../src/cli/main.ts');
    const out = new PassThrough();
    const streams = { stdin: new PassThrough(), stdout: out, stderr: new PassThrough() };
    const code = main({
      ...streams,
      argv: ['node', 'leakward', '--version'],
      env: {},
      cwd: () => directoryOf(),
      on: (name: string, listener: (error?: unknown) => void) => events.on(name, listener),
      off: (name: string, listener: () => void) => events.off(name, listener),
      exit,
    });
    out.once('data', () => setImmediate(() => events.emit('SIGTERM')));
    expect([await code, exits]).toEqual([143, [143]]);
  });

  test('Ctrl-C at a question is an interrupt, Ctrl-D no answer', async () => {
    for (const [key, code] of [
      ['\x03', 130],
      ['\x04', undefined],
    ] as const) {
      const stdin = Object.assign(new PassThrough(), { isTTY: true });
      const stderr = Object.assign(new PassThrough(), { isTTY: true });
      const events = new EventEmitter();
      const { exit } = exiting();
      const { ask, interrupts } = createIo({
        argv: [],
        env: {},
        stdin,
        stdout: new PassThrough(),
        stderr,
        cwd: () => '/',
        on: (name: string, listener: () => void) => events.on(name, listener),
        off: (name: string, listener: () => void) => events.off(name, listener),
        exit,
      });
      const answer = ask('go on? ').catch((error: Error) => error.name);
      stderr.once('data', () => stdin.write(key));
      expect([await answer, interrupts.code()]).toEqual([code === undefined ? '' : 'AbortError', code]);
      interrupts.close();
    }
  });
});

function exiting(): { readonly exit: (code: number) => void; readonly exits: number[] } {
  const exits: number[] = [];
  return { exit: (code) => void exits.push(code), exits };
}

function later(time: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), time));
}

describe('interrupts', () => {
  const setUp = () => {
    const events = new EventEmitter();
    const { exit, exits } = exiting();
    const interrupts = listenForInterrupts({
      on: (name, listener) => events.on(name, listener),
      off: (name, listener) => events.off(name, listener),
      exit,
    });
    return { events, exits, interrupts };
  };

  test('C2: the first aborts, a second one ends the process at once', () => {
    const { events, exits, interrupts } = setUp();
    events.emit('SIGINT');
    expect([interrupts.signal.aborted, interrupts.code(), exits]).toEqual([true, 130, []]);
    events.emit('SIGTERM');
    expect(exits).toEqual([143]);
    interrupts.close();
    expect(events.eventNames()).toEqual([]);
  });

  test('a run that does not end is overdue, but not while there is work that must not be cut off', async () => {
    const { events, interrupts } = setUp();
    const order: string[] = [];
    const work = interrupts.uncut(async () => {
      await later(1000);
      order.push('work');
    });
    events.emit('SIGTERM');
    const overdue = interrupts.overdue.then((code) => order.push(`overdue ${code}`));
    await Promise.all([work, overdue]);
    expect(order).toEqual(['work', 'overdue 143']);
  });
});

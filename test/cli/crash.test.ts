import { EventEmitter } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { handleCrashes } from '../../src/cli/crash.ts';
import { errorText } from '../../src/cli/error-text.ts';
import { UserError } from '../../src/model/error.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { directoryOf, git, leakward, startLeakward } from '../support/run.ts';
import { tracesOf } from '../support/traces.ts';

const KEY = nouvelKey(61);
const BODY = nohumanKey(62, 'base62', 32).slice(3);
const TRACES = [KEY, `nh_${BODY}`].flatMap(tracesOf);

function expectNoTrace(text: string): void {
  expect(TRACES.filter((trace) => text.includes(trace))).toEqual([]);
}

/** A work tree with a staged file, and a PATH on which git answers late. */
function slowGit(settings: string): { readonly cwd: string; readonly path: string } {
  const cwd = directoryOf({ 'a.txt': 'x\n', 'leakward.toml': settings });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  const bin = directoryOf();
  const wrapper = join(bin, 'git');
  writeFileSync(wrapper, `#!/bin/sh\nsleep 1\nPATH="${process.env['PATH']}" exec git "$@"\n`);
  chmodSync(wrapper, 0o755);
  return { cwd, path: `${bin}:${process.env['PATH']}` };
}

describe('a rejected promise that nothing awaits yet', () => {
  test.each([`keys = "${KEY}"\n`, `keys = "${BODY}"\n`, `rules = ["${KEY}"]\n`, 'keys = "a.txt"\n'])(
    'is an error of the guard with exit code 2, also while git is slow (%#)',
    (settings) => {
      const { cwd, path } = slowGit(settings);
      const { code, out, err } = leakward(cwd, ['guard', 'pre-commit'], { env: { PATH: path } });
      expect(code).toBe(2);
      expect(err).toMatch(/^leakward: .+\n(?:hint: .+\n)?$/);
      expectNoTrace(out + err);
    },
  );

  const REJECTS = `setTimeout(() => { Promise.reject(new Error('${KEY} and ${BODY}')); }, 300)`;
  const THROWS = `setTimeout(() => { throw new Error('${KEY} and ${BODY}'); }, 300)`;

  test.each([
    ['rejected', REJECTS],
    ['thrown', THROWS],
  ])('ends the program with 2 and a message without key and stack: %s', async (_, code) => {
    const { cwd, path } = slowGit('');
    const loader = `data:text/javascript,${encodeURIComponent(code)}`;
    for (const [env, isDebug] of [
      [{}, false],
      [{ LEAKWARD_DEBUG: '1' }, true],
    ] as const) {
      const ran = await startLeakward(cwd, ['guard', 'pre-commit'], {
        env: { PATH: path, ...env },
        through: [process.execPath, '--import', loader],
      }).done;
      expect([ran.code, ran.signal]).toEqual([2, null]);
      expect(ran.err).toMatch(/^leakward: internal error, please report it: Error: nvl_/);
      expect(/^ {4}at /m.test(ran.err)).toBe(isDebug);
      expectNoTrace(ran.out + ran.err);
    }
  });
});

test('only the first crash is reported, and the code is what the report says', async () => {
  const events = new EventEmitter();
  const exits: number[] = [];
  const heard: unknown[] = [];
  const outside = {
    on: (name: string, listener: (error: unknown) => void) => events.on(name, listener),
    exit: (code: number) => void exits.push(code),
  };
  handleCrashes(outside, async (error) => {
    heard.push(error);
    return 130;
  });
  events.emit('unhandledRejection', 'a');
  events.emit('uncaughtException', 'b');
  await new Promise((resolve) => setImmediate(resolve));
  expect([heard, exits]).toEqual([['a'], [130]]);
});

test('a report that fails itself ends with 2 all the same', async () => {
  const events = new EventEmitter();
  const exits: number[] = [];
  const outside = {
    on: (name: string, listener: (error: unknown) => void) => events.on(name, listener),
    exit: (code: number) => void exits.push(code),
  };
  handleCrashes(outside, () => Promise.reject(new Error('a')));
  events.emit('uncaughtException', 'b');
  await new Promise((resolve) => setImmediate(resolve));
  expect(exits).toEqual([2]);
});

test('an error is a line, without keys, bodies and control characters', () => {
  const error = new UserError('not-found', `cannot read ${KEY}/${BODY}\n\u001b[31mx`, {
    hint: `see ${BODY}`,
  });
  const text = errorText(error, false);
  expectNoTrace(text);
  expect(text).toMatch(/^leakward: cannot read nvl_.{4}…\(26\)\/.{4}…\\n\\u001b\[31mx\nhint: see .{4}…\n$/);
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';
import { tracesOf } from '../support/traces.ts';

const KEYS = [
  nouvelKey(31),
  nouvelKey(32),
  nohumanKey(33),
  nohumanKey(34, 'hex', 40),
  nohumanKey(35, 'base64url', 43),
];
const [A = '', B = '', C = '', D = '', E = ''] = KEYS;

const TRACES = KEYS.flatMap(tracesOf);

const FILES = {
  'one line.txt': `${A} ${B} NOHUMAN_API_KEY=${C} x${A} ${Buffer.from(`k=${B}`).toString('base64')}\n`,
  'split.js': `const k = "${A.slice(0, 12)}" + "${A.slice(12)}"; // NOHUMAN_KEY=${D}\n`,
  'wide.txt': Buffer.from(`NOUVEL_API_KEY=${B} and ${A}\n`, 'utf16le'),
  'nohuman.yml': `nohuman:\n  - ${E} # leakward:allow reason="see ${'x'}"\n  - ${D}\n`,
  'low.txt': `id ${D} other ${E}`,
};

function expectNoTrace(text: string): void {
  for (const trace of TRACES)
    expect(text.includes(trace), `a trace of a key in ${text.slice(0, 80)}…`).toBe(false);
}

test('no format, stream or file holds a planted key or a part of it in any encoding', () => {
  const cwd = directoryOf(FILES);
  git(cwd, 'init', '-q');
  const env = { LEAKED: A };
  for (const format of FORMATS) {
    for (const extra of [[], ['--verbose'], ['--min-confidence', 'low']]) {
      const { out, err, code } = leakward(cwd, ['scan', '-f', format, ...extra], { env });
      expect(code).toBe(1);
      expectNoTrace(out);
      expectNoTrace(err);
    }
  }
  leakward(cwd, ['baseline', 'create']);
  leakward(cwd, ['allow', '--last', '--reason', 'a']);
  const added = leakward(cwd, ['keys', 'add', '--label', 'l'], { input: KEYS.join('\n') });
  const others = [
    added,
    leakward(cwd, ['explain', '-'], { input: `${A} ${B} ${C}${D}` }),
    leakward(cwd, ['keys', 'check'], { input: KEYS.join('\n') }),
    leakward(cwd, ['keys', 'list'], { env }),
    leakward(cwd, ['scan', '--', A]),
    leakward(cwd, ['rules', 'check', 'low.txt']),
    leakward(cwd, ['scan', '--config', 'low.txt']),
    leakward(cwd, ['scan', '--keys', 'low.txt']),
    leakward(cwd, ['allow', '--reason', 'a', '--until', 'b', A]),
  ];
  for (const { out, err } of others.slice(0, 4)) expectNoTrace(out + err);
  for (const { err } of others.slice(5, 8)) expectNoTrace(err);
  for (const name of readdirSync(cwd, { recursive: true, encoding: 'utf8' })) {
    const file = join(cwd, name);
    if (name in FILES || !statSync(file).isFile()) continue;
    expectNoTrace(readFileSync(file, 'latin1'));
  }
});

const MISTYPED: readonly (readonly string[])[] = [
  ['verify', A],
  ['verify', C],
  ['revoke', A],
  ['report', A],
  ['where', A],
  ['scan', A],
  ['scan', `dir/${C}.txt`],
  [A],
  [`--${A}`],
  ['scan', '-f', A],
  ['scan', '--config', A],
  ['scan', '--rules', A],
  ['scan', '--keys', A],
  ['scan', '--verify', '--provider-url', `nouvel=${A}`],
  ['history', A],
  ['diff', '--patch', A],
  ['allow', '--reason', 'a', A],
  ['allow', '--reason', 'a', '--until', A, '01234567'],
  ['revoke', '--max', A],
  ['revoke', '--apply', '--issue', A],
  ['example', A],
  ['rules', 'export', '--to', A],
  ['init', '--manager', A],
  ['guard', A],
];

test.each(MISTYPED)('a key that is typed where it does not belong is not repeated (%#)', (...args) => {
  const { out, err } = leakward(directoryOf(), args);
  expectNoTrace(out + err);
});

test('a name that starts like a key stays to be read in an error', () => {
  const { err } = leakward(directoryOf(), ['scan', 'nh_composite_ecmp_select.json']);
  expect(err).toContain('nh_composite_ecmp_select.json');
});

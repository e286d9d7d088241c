import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const KEY = nouvelKey(11);
const LEAK = `key = "${KEY}"`;

interface Document {
  readonly findings: unknown[];
  readonly suppressed: { suppression: { kind: string; reason?: string; where: string } }[];
  readonly coverage: { readonly notes: readonly string[] };
  readonly stale: { where: string; why: string }[];
}

function scan(files: Readonly<Record<string, string>>): Document & { code: number | null } {
  const { code, out } = leakward(directoryOf(files), ['scan', '-f', 'json']);
  return { ...(JSON.parse(out) as Document), code };
}

test.each([
  ['the same line', `${LEAK} # leakward:allow reason="rotated"\n`],
  ['the line before', `# leakward:allow reason="rotated"\n${LEAK}\n`],
  ['a block', `# leakward:allow-begin reason="rotated"\nx\n${LEAK}\n# leakward:allow-end\n`],
  ['its rule', `${LEAK} // leakward:allow nouvel-api-key reason="rotated"\n`],
  ['a day to come', `${LEAK} // leakward:allow reason="rotated" until=2999-01-01\n`],
])('a comment on %s allows', (_, text) => {
  const { code, suppressed } = scan({ 'a.py': text });
  expect(code).toBe(0);
  expect(suppressed[0]?.suppression).toMatchObject({ kind: 'inline', reason: 'rotated' });
});

test.each([
  ['behind other code on the line before', `x = 1 # leakward:allow reason="a"\n${LEAK}\n`],
  ['that names another rule', `${LEAK} # leakward:allow nohuman-api-key reason="a"\n`],
  ['after the end of a block', `# leakward:allow-begin\n# leakward:allow-end\n${LEAK}\n`],
])('a comment %s does not', (_, text) => {
  expect(scan({ 'a.py': text }).code).toBe(1);
});

test('a comment whose day is over does not, and is told', () => {
  const { code, stale } = scan({ 'a.py': `\n${LEAK} # leakward:allow until=2020-01-01\n` });
  expect([code, stale]).toEqual([1, [{ where: 'a.py:2', why: 'expired', text: 'until 2020-01-01' }]]);
});

test('an allow-begin without an end allows nothing, and a note names its file and line', () => {
  const open = scan({
    'a.py': `x = 1\n# leakward:allow-begin reason="rotated"\n${LEAK}\n`,
    'b.py': 'x = 1\n',
  });
  expect([open.code, open.suppressed]).toEqual([1, []]);
  expect(open.coverage.notes).toContain(
    'a.py:2: leakward:allow-begin allows nothing: no leakward:allow-end follows it',
  );
  const closed = scan({ 'a.py': `# leakward:allow-begin\n${LEAK}\n# leakward:allow-end\n` });
  expect([closed.code, closed.coverage.notes]).toEqual([0, []]);
});

test('gitleaks:allow is understood', () => {
  expect(scan({ 'a.py': `${LEAK} # gitleaks:allow\n` }).code).toBe(0);
});

test('allow --last writes entries that the next scan honours, wherever the key moves', () => {
  const cwd = directoryOf({ 'a.txt': LEAK });
  git(cwd, 'init', '-q');
  expect(leakward(cwd, ['scan']).code).toBe(1);
  expect(leakward(cwd, ['allow', '--last', '--reason', 'test account']).out).toBe(
    'allowed 1 in .leakwardignore\n',
  );
  expect(readFileSync(join(cwd, '.leakwardignore'), 'utf8')).toMatch(
    /^nouvel-api-key:[0-9a-f]{64} {2}# test account\n$/,
  );
  expect(leakward(cwd, ['scan']).out).toContain('1 allowed');
});

test('an entry can be limited to a path and a day', () => {
  const cwd = directoryOf({ 'docs/a.txt': LEAK, 'src/a.txt': LEAK });
  const [id = ''] = /leakward allow ([0-9a-f]{12})/.exec(leakward(cwd, ['scan']).out)?.slice(1) ?? [];
  leakward(cwd, ['allow', id, '--path', 'docs/**', '--until', '2999-01-01', '--reason', 'a']);
  const { findings } = JSON.parse(leakward(cwd, ['scan', '-f', 'json']).out) as Document;
  expect(findings).toMatchObject([{ location: { path: 'src/a.txt' } }]);
});

test('entries that met nothing, or are over, are told', () => {
  const { stale } = scan({
    'a.txt': 'x',
    '.leakwardignore': 'aaaaaaaaaaaa # gone\npath:old/** until:2020-01-01\n',
  });
  expect(stale.map(({ where, why }) => [where, why])).toEqual([
    ['.leakwardignore:2', 'expired'],
    ['.leakwardignore:1', 'unused'],
  ]);
});

test('a wrong entry is an error that names the line', () => {
  const { code, err } = leakward(directoryOf({ '.leakwardignore': '\n\nnonsense\n' }), ['scan']);
  expect(code).toBe(2);
  expect(err).toContain('.leakwardignore:3: “nons…” is no fingerprint');
});

test('a baseline passes over what is there, holds no key, and is pruned', () => {
  const cwd = directoryOf({ 'a.txt': LEAK });
  leakward(cwd, ['baseline', 'create']);
  const baseline = readFileSync(join(cwd, '.leakward-baseline'), 'utf8');
  expect(baseline.split('\n')[1]).toMatch(/^nouvel-api-key:[0-9a-f]{64}$/);
  expect(baseline).not.toContain(KEY);
  expect(leakward(cwd, ['scan']).code).toBe(0);
  expect(leakward(cwd, ['scan', '--exclude', 'nothing']).code).toBe(0);
});

test('an allowed finding needs a reason', () => {
  expect(leakward(directoryOf(), ['allow', 'aaaaaaaaaaaa']).err).toContain('needs a reason');
});

/** Repositories that are scanned from outside: whose settings count. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const KEY = nouvelKey(11);
const LEAK = `key = "${KEY}"\n`;
const OTHER_RULE = `id = "acme-key"
provider = "acme"
providerName = "Acme"
description = "Acme key"
prefix = "acme_"
`;

interface Document {
  readonly status: string;
  readonly coverage: { readonly notes: readonly string[] };
  readonly findings: readonly {
    readonly attribution: string;
    readonly location: { readonly path: string };
  }[];
  readonly suppressed: readonly { readonly suppression: { readonly where: string } }[];
}

/** A folder with a repository of somebody else, a bare clone of it, and an own one. */
function folder(files: Readonly<Record<string, string>>): string {
  const cwd = directoryOf({ 'own/a.txt': 'a\n' });
  for (const [name, content] of Object.entries({ 'src/a.txt': LEAK, ...files })) {
    directoryIn(join(cwd, 'r', name));
    writeFileSync(join(cwd, 'r', name), content);
  }
  for (const name of ['own', 'r']) {
    git(join(cwd, name), 'init', '-q');
    git(join(cwd, name), 'add', '-A');
    git(join(cwd, name), 'commit', '-qm', 'one');
  }
  git(cwd, 'clone', '-q', '--bare', 'r', 'bare.git');
  return cwd;
}

function directoryIn(file: string): void {
  process.getBuiltinModule('node:fs').mkdirSync(join(file, '..'), { recursive: true });
}

function run(
  cwd: string,
  ...args: string[]
): Document & { readonly code: number | null; readonly err: string } {
  const { code, out, err } = leakward(cwd, [...args, '-f', 'json']);
  return { code, err, ...((out === '' ? {} : JSON.parse(out)) as Document) };
}

const IGNORED = { '.leakwardignore': 'path:src/**  # not here\n' };
/** Each way to name it: from a folder, and from another repository. */
const WAYS = [
  ['own', 'scan', '../r'],
  ['own', 'scan', '../r/src'],
  ['own', 'scan', '../r/src/a.txt'],
  ['.', 'scan', 'r'],
  ['own', 'history', '../r'],
  ['.', 'history', 'r'],
  ['own', 'history', '../bare.git'],
] as const;

describe('a repository that is scanned from outside', () => {
  test.each(WAYS)(
    'from %s: %s %s: its settings and suppressions are not used, and the report says so',
    (from, verb, target) => {
      const files = {
        ...IGNORED,
        'leakward.toml': 'min-confidence = "high"\nrules = ["none.toml"]\nnonsense = 1\n',
        'src/b.txt': `# leakward:allow reason="mine"\n${LEAK}`,
      };
      const { code, suppressed, findings, coverage } = run(join(folder(files), from), verb, target);
      expect([code, suppressed]).toEqual([1, []]);
      expect(findings.length).toBeGreaterThan(0);
      const names = coverage.notes.filter((note) =>
        /settings and suppressions of \S+ are not used/.test(note),
      );
      expect(names).toHaveLength(1);
    },
  );

  test.each(WAYS)('from %s: %s %s --trust-target: its suppressions are used', (from, verb, target) => {
    const { code, suppressed, coverage } = run(join(folder(IGNORED), from), verb, target, '--trust-target');
    expect([code, suppressed.length]).toEqual([0, 1]);
    expect(suppressed[0]?.suppression.where).toContain('.leakwardignore:1');
    expect(coverage.notes.filter((note) => note.includes('--trust-target'))).toHaveLength(1);
  });

  test('also its baseline and comments, where they are', () => {
    const cwd = folder({ 'src/a.txt': `# leakward:allow reason="mine"\n${LEAK}` });
    expect(run(cwd, 'scan', 'r').code).toBe(1);
    expect(run(cwd, 'scan', 'r', '--trust-target').code).toBe(0);
    const other = folder({ 'leakward.toml': 'baseline = "known.txt"\n' });
    leakward(join(other, 'r'), ['baseline', 'create']);
    expect(run(other, 'scan', 'r', '--trust-target').code).toBe(0);
    expect(run(other, 'scan', 'r').code).toBe(1);
  });

  test('its rules, without their addresses', () => {
    const rule = process
      .getBuiltinModule('node:fs')
      .readFileSync(new URL('../../rules/nouvel.toml', import.meta.url), 'utf8')
      .replace('id = "nouvel', 'id = "theirs-nouvel')
      .replaceAll('nvl_', 'nvz_')
      .replace('provider = "nouvel"', 'provider = "acme"')
      .replace(/^base = .*$/m, '');
    const files = { 'leakward.toml': 'rules = ["rules/own.toml"]\n', 'rules/own.toml': rule };
    const cwd = folder({ ...files, 'src/a.txt': `NOUVEL_API_KEY=${KEY.replace('nvl_', 'nvz_')}\n` });
    for (const target of ['r', 'bare.git']) {
      expect(run(cwd, 'history', target).code).toBe(0);
      expect(run(cwd, 'history', target, '--trust-target').code).toBe(1);
    }
    // The address is the operator's, and yet nothing is sent there for a rule of the target.
    const env = { LEAKWARD_ACME_URL: 'http://127.0.0.1:9' };
    const args = ['scan', 'r', '--trust-target', '--verify=all', '-f', 'json'];
    const { code, out } = leakward(cwd, args, { env });
    expect([code, JSON.parse(out).findings[0].verdict.reason]).toEqual([1, 'not-asked']);
  });

  test('never its [revoke]: where keys are sent and which may be revoked is not for it to say', () => {
    const settings = '[revoke]\nunowned = true\n[revoke.nouvel]\nurl = "https://evil.example/"\n';
    const cwd = join(folder({ 'leakward.toml': settings }), 'own');
    expect(run(cwd, 'scan', '../r', '--trust-target')).toMatchObject({ code: 1, err: '' });
    const { out, err } = leakward(cwd, ['revoke', '-f', 'json']);
    const { steps, left } = JSON.parse(out) as { steps: unknown[]; left: { why: string }[] };
    expect([steps, left.map(({ why }) => why)]).toEqual([[], ['unowned']]);
    expect(out + err).not.toContain('evil');
  });

  test('never its keys: neither its list nor its .env files make a key one of the user', () => {
    const cwd = folder({ '.gitignore': '.env\n', 'src/a.txt': `x = "${KEY}"\n`, 'package.json': '{}' });
    writeFileSync(join(cwd, 'r/.env'), `NOUVEL_API_KEY=${KEY}\n`);
    leakward(join(cwd, 'r'), ['keys', 'add', '--label', 'theirs'], { input: KEY });
    for (const [verb, trust] of [['scan'], ['scan', '--trust-target'], ['history', '--trust-target']]) {
      const { findings } = run(cwd, verb ?? '', 'r', ...(trust === undefined ? [] : [trust]));
      expect(findings.map(({ attribution }) => attribution)).not.toContain('own');
    }
  });

  test.each([
    ['a path that leads out', 'rules = ["../out.toml"]\n'],
    ['an absolute path', 'baseline = "/etc/hostname"\n'],
    ['a link that leads out', 'rules = ["away/out.toml"]\n'],
    ['a line end', 'rules = ["a\\nb"]\n'],
    ['a missing file', 'rules = ["gone.toml"]\n'],
    ['another type', 'rules = 1\n'],
  ])('%s in its settings is an error', (_, settings) => {
    const cwd = folder({ 'leakward.toml': settings });
    writeFileSync(join(cwd, 'out.toml'), OTHER_RULE);
    process.getBuiltinModule('node:fs').symlinkSync('..', join(cwd, 'r/away'));
    expect(leakward(cwd, ['scan', 'r', '--trust-target'])).toMatchObject({ code: 2, out: '' });
    expect(leakward(cwd, ['scan', 'r']).code).toBe(1);
  });

  test('several cannot be trusted at a time', () => {
    const cwd = folder({});
    expect(run(cwd, 'scan', 'r', 'own', '--trust-target').code).toBe(2);
    expect(run(cwd, 'scan', 'r', 'own').coverage.notes).toHaveLength(2);
  });
});

test('the own repository, and another work tree of it, keep what they allow, without a note', () => {
  const cwd = folder(IGNORED);
  const r = join(cwd, 'r');
  git(r, 'worktree', 'add', '-q', '../further');
  for (const args of [
    ['scan'],
    ['scan', 'src'],
    ['scan', r],
    ['history', '--no-cache'],
    ['history', '.', '--no-cache'],
    ['scan', '--trust-target'],
  ])
    expect(run(r, ...args)).toMatchObject({ code: 0, coverage: { notes: [] } });
  const further = run(r, 'history', '../further', '--no-cache');
  expect(further).toMatchObject({ code: 0, coverage: { notes: [] } });
});

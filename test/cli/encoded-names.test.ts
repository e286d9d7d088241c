/** Keys in names, encoded: what a person sees of a whole run, and what is kept of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { encodedForms } from '../support/encoded-names.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';
import { tracesOf } from '../support/traces.ts';

const KEY = nouvelKey(61);
const OTHER = nouvelKey(62);
const NAMES = Object.values(encodedForms(KEY)).filter((form) => !/[/\\&]/.test(form));
const TRACES = [...tracesOf(KEY), ...NAMES, ...tracesOf(OTHER)];

function expectNoTrace(text: string): void {
  for (const one of [text, text.replaceAll('%25', '%')])
    for (const trace of TRACES) expect(one.includes(trace), `${trace} in ${one.slice(0, 2000)}`).toBe(false);
}

function repository(): string {
  const cwd = directoryOf(
    Object.fromEntries(NAMES.map((name, i) => [`dir/${name}.txt`, `token ${i}: "${OTHER}"\n`])),
  );
  git(cwd, 'init', '-q', '-b', 'main');
  return cwd;
}

/** What was written below a directory. */
function written(directory: string): string {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

test('an encoded key in the names of files, a branch, a tag and commits is in no format, not in what guard says, and not in the last report', () => {
  const cwd = repository();
  const home = directoryOf();
  const env = { HOME: home, XDG_STATE_HOME: join(home, 'state'), XDG_CACHE_HOME: join(home, 'cache') };
  git(cwd, 'add', '.');
  const guarded = leakward(cwd, ['guard', 'pre-commit'], { env });
  expect(guarded.code).toBe(1);
  expectNoTrace(guarded.out + guarded.err);
  git(cwd, '-c', `user.name=A ${NAMES[1]}`, 'commit', '-qm', `Add ${NAMES[1]} and ${NAMES[6]}`);
  git(cwd, 'branch', `fix/${NAMES[1]}`);
  git(cwd, 'tag', '-a', '-m', `see ${NAMES[1]}`, `v-${NAMES[6]}`);
  const reports = directoryOf();
  const outputs = FORMATS.flatMap((format) => ['-f', format, '-o', join(reports, format)]);
  for (const command of ['scan', 'history']) {
    const { out, err, code } = leakward(cwd, [command, ...outputs], { env });
    expect(code).toBe(1);
    for (const format of FORMATS) expectNoTrace(readFileSync(join(reports, format), 'utf8'));
    expectNoTrace(out + err);
  }
  expectNoTrace(written(home));
});

test('where takes the path id and the blob of a file whose name is masked', () => {
  const cwd = directoryOf({ [`dir/${NAMES[2]}.txt`]: `token: "${KEY}"\n` });
  git(cwd, 'init', '-q', '-b', 'main');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'Add');
  const { out } = leakward(cwd, ['history', '-f', 'json']);
  const { findings } = JSON.parse(out) as {
    readonly findings: readonly { readonly blob?: string; readonly location: { readonly pathId?: string } }[];
  };
  const masked = findings.find(({ location, blob }) => location.pathId !== undefined && blob !== undefined);
  for (const id of [masked?.location.pathId, masked?.blob]) {
    const found = leakward(cwd, ['where', id ?? '', '-f', 'json']);
    expect(found.code).toBe(1);
    expect(found.out).toContain(masked?.location.pathId);
    expectNoTrace(found.out + found.err);
  }
});

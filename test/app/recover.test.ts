import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Recovered, recover } from '../../src/app/recover.ts';
import { createDetector } from '../../src/detect/detector.ts';
import { readReport } from '../../src/report/read.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { detectAll } from '../support/detect.ts';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf } from '../support/run.ts';

const KEY = nouvelKey(41);

interface Place {
  readonly path: string;
  readonly startLine?: number;
}

/** What a report says of places of the key. */
function reportOf(findings: readonly Place[], suppressed: readonly Place[] = []): string {
  const [known] = detectAll(`key: ${KEY}\n`);
  const listed = (places: readonly Place[]) =>
    places.map(({ path, startLine = 1 }) => ({
      fingerprint: known?.fingerprint,
      redacted: known?.secret.redacted,
      location: { ...known?.location, path, startLine, endLine: startLine },
      occurrences: [],
    }));
  const source = { kind: 'files', target: '.' };
  return JSON.stringify({
    schemaVersion: 1,
    source,
    findings: listed(findings),
    suppressed: listed(suppressed),
  });
}

async function recovered(cwd: string, report: string): Promise<Recovered> {
  const detector = createDetector(createRuleset());
  const { signal } = new AbortController();
  return await recover(readReport(report, 'report.json'), { detector, cwd, repository: undefined, signal });
}

test('every place of a key is found again, also beside one that is allowed', async () => {
  const cwd = directoryOf({
    'a.yml': `key: ${KEY}\n`,
    'b.yml': `key: ${KEY}\n`,
    'fixed.yml': `key: ${KEY}\n`,
  });
  const { results, skipped } = await recovered(
    cwd,
    reportOf([{ path: 'a.yml' }, { path: 'b.yml' }], [{ path: 'fixed.yml' }]),
  );
  expect(results.map(({ location }) => location.path)).toEqual(['a.yml', 'b.yml', 'fixed.yml']);
  expect(skipped).toEqual([]);
});

test('a comment that allows a key at one place allows it at no other', async () => {
  const cwd = directoryOf({
    'a.yml': `key: ${KEY} # leakward:allow nouvel-api-key reason="a fixture"\n`,
    'b.yml': `key: ${KEY}\n`,
  });
  const { results } = await recovered(
    cwd,
    reportOf([{ path: 'b.yml' }, { path: 'gone.yml' }], [{ path: 'a.yml' }]),
  );
  const allowed = results.map(({ location, allowedInline }) => [location.path, allowedInline !== undefined]);
  expect(allowed).toEqual([
    ['b.yml', false],
    ['gone.yml', false],
    ['a.yml', true],
  ]);
});

test('a report that names a device, a pipe or a directory reads none of them', async () => {
  const cwd = directoryOf({ 'inside/a.yml': `key: ${KEY}\n` });
  execFileSync('mkfifo', [join(cwd, 'pipe')]);
  const report = reportOf([{ path: '/dev/zero' }, { path: 'pipe' }, { path: 'inside' }, { path: 'a\0b' }]);
  const { results, skipped } = await recovered(cwd, report);
  expect([results.length, skipped.length]).toEqual([0, 1]);
});

test('an interrupt that comes while files are read ends the search', async () => {
  const names = ['a.yml', 'b.yml', 'c.yml', 'd.yml'];
  const cwd = directoryOf(Object.fromEntries(names.map((name) => [name, 'nothing\n'])));
  const abort = new AbortController();
  const reason = new Error('interrupted');
  const plain = createDetector(createRuleset());
  const read: string[] = [];
  const detector: typeof plain = {
    ...plain,
    buffer: plain.buffer,
    detect({ origin }) {
      read.push(origin.kind);
      setImmediate(() => abort.abort(reason));
      const end = performance.now() + 60;
      while (performance.now() < end);
      return [];
    },
  };
  const report = readReport(reportOf(names.map((path) => ({ path }))), 'report.json');
  const { signal } = abort;
  await expect(recover(report, { detector, cwd, repository: undefined, signal })).rejects.toBe(reason);
  expect(read).toEqual(['file']);
});

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JournalEvent, openJournal, parseJournal } from '../../src/revoke/journal.ts';
import { statesOf } from '../../src/revoke/state.ts';
import { directoryOf } from '../support/run.ts';

const text = fc.string({ unit: 'binary', maxLength: 30 });
const event: fc.Arbitrary<JournalEvent> = fc.oneof(
  fc.record({ event: fc.constant('claimed' as const), redacted: text, pid: fc.nat(), host: text }),
  fc.record({
    event: fc.constant('asked' as const),
    state: fc.constant('active' as const),
    reason: fc.constant('accepted' as const),
  }),
  fc.record({ event: fc.constant('calling' as const), target: text }),
  fc.record({ event: fc.constant('called' as const), answer: text }),
  fc.record({ event: fc.constant('handed-over' as const), redacted: text, to: text }),
  fc.record({ event: fc.constant('ended' as const), state: fc.constant('revoked' as const), reason: text }),
);
const written = fc.array(
  fc.record({ run: fc.integer({ min: 0, max: 2 }), key: fc.integer({ min: 0, max: 2 }), event }),
  { maxLength: 12 },
);

type Written = { readonly run: number; readonly key: number; readonly event: JournalEvent };

function writeAll(path: string, all: readonly Written[]): string {
  writeFileSync(path, '');
  const now = (): Date => new Date(0);
  const journals = [0, 1, 2].map((run) => openJournal({ path, run: `run-${run}`, now }));
  for (const { run, key, event } of all) journals[run]?.append(`key-${key}`, event);
  for (const journal of journals) journal.close();
  return readFileSync(path, 'utf8');
}

test('what several runs write side by side is read as it was written, and verifies', () => {
  const path = join(directoryOf(), 'journal');
  fc.assert(
    fc.property(written, (all) => {
      const { entries, torn, damaged } = parseJournal(writeAll(path, all));
      expect([torn, damaged]).toEqual([[], []]);
      expect(entries).toEqual(
        all.map(({ run, key, event }) => ({
          at: '1970-01-01T00:00:00.000Z',
          run: `run-${run}`,
          fingerprint: `key-${key}`,
          ...event,
        })),
      );
    }),
    { numRuns: 60 },
  );
});

/** A thread reads no TypeScript by itself on Node 20. */
const RUN_TYPESCRIPT = `
  const { file } = require('node:worker_threads').workerData;
  import('tsx/esm/api').then(({ tsImport }) => tsImport(file, file));
`;

test('runs that begin at one moment make the directory together', async () => {
  const paths = Array.from({ length: 40 }, (_, i) =>
    join(directoryOf(), `${i}`, 'state', 'leakward', 'journal'),
  );
  const file = new URL('open-at-once.ts', import.meta.url).href;
  const threads = 2;
  const arrived = new Int32Array(new SharedArrayBuffer(4 * paths.length));
  const ends = Array.from({ length: threads }, (_, i) => {
    const worker = new Worker(RUN_TYPESCRIPT, {
      eval: true,
      workerData: { file, paths, threads, arrived, name: `run-${i}` },
    });
    return new Promise((done) => worker.once('message', done).once('error', done));
  });
  expect(await Promise.all(ends)).toEqual([['written'], ['written']]);
  for (const path of paths) expect(parseJournal(readFileSync(path, 'utf8')).entries).toHaveLength(2);
});

test('cut anywhere, the whole lines stand, and the next line is not lost to the torn one', () => {
  const path = join(directoryOf(), 'journal');
  fc.assert(
    fc.property(written, fc.nat(), (all, at) => {
      const bytes = Buffer.from(writeAll(path, all));
      const cut = bytes.subarray(0, at % (bytes.length + 1));
      writeFileSync(path, cut);
      const before = parseJournal(cut.toString('utf8'));
      const journal = openJournal({ path, run: 'next', now: () => new Date(0) });
      journal.append('key', { event: 'called', answer: 'x' });
      journal.close();
      const after = parseJournal(readFileSync(path, 'utf8'));
      expect(after.entries).toHaveLength(before.entries.length + 1);
      expect(after.damaged).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('a line that was changed, or taken out from before another of its run, shows', () => {
  const path = join(directoryOf(), 'journal');
  fc.assert(
    fc.property(
      written.filter((all) => all.length > 1),
      fc.nat(),
      (all, at) => {
        const lines = writeAll(path, all)
          .split('\n')
          .filter((line) => line !== '');
        const number = at % lines.length;
        const changed = lines.with(number, (lines[number] ?? '').replace('"at":"1970', '"at":"1971'));
        expect(parseJournal(changed.join('\n')).damaged).toContain(number + 1);
        const isLastOfRun = !all.slice(number + 1).some(({ run }) => run === all[number]?.run);
        const damaged = parseJournal(lines.toSpliced(number, 1).join('\n')).damaged;
        expect(damaged.length > 0).toBe(!isLastOfRun);
      },
    ),
    { numRuns: 60 },
  );
});

test('a journal that was changed is not added to', () => {
  const path = join(directoryOf(), 'journal');
  writeAll(path, [{ run: 0, key: 0, event: { event: 'called', answer: 'x' } }]);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"x"', '"y"'));
  expect(() => openJournal({ path, run: 'next', now: () => new Date() })).toThrow('line 1 was changed');
});

test('lines that are none of a journal are damage, not the traces of a crash', () => {
  const path = join(directoryOf(), 'journal');
  writeAll(path, [{ run: 0, key: 0, event: { event: 'called', answer: 'x' } }]);
  appendFileSync(path, 'hello\n{"a":1}\n[]\n');
  expect(parseJournal(readFileSync(path, 'utf8'))).toMatchObject({ torn: [], damaged: [2, 3, 4] });
});

test('of two claims the first holds until it ends or is taken over by name', () => {
  const at = { at: '', fingerprint: 'k', redacted: '', pid: 1, host: 'h' } as const;
  const claim = (run: string, resumes?: string) =>
    ({ ...at, run, event: 'claimed', ...(resumes && { resumes }) }) as const;
  const calling = (run: string) =>
    ({ at: 't', fingerprint: 'k', run, event: 'calling', target: '' }) as const;
  const ended = (run: string) =>
    ({ at: '', fingerprint: 'k', run, event: 'ended', state: 'revoked', reason: '' }) as const;
  const stateAfter = (...entries: Parameters<typeof statesOf>[0]) => statesOf(entries).get('k');
  expect(stateAfter(claim('a'), claim('b'))).toMatchObject({ run: 'a' });
  expect(stateAfter(claim('a'), claim('b', 'a'), claim('c', 'a'))).toMatchObject({ run: 'b' });
  expect(stateAfter(claim('a'), calling('a'), claim('b', 'a'))).toMatchObject({
    run: 'b',
    step: 'calling',
    callingAt: 't',
  });
  expect(stateAfter(claim('a'), calling('b'), ended('b'))).toMatchObject({
    kind: 'open',
    run: 'a',
    step: 'claimed',
  });
  expect(stateAfter(claim('a'), ended('a'), claim('b'))).toMatchObject({ kind: 'open', run: 'b' });
});

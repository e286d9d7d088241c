import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../src/model/error.ts';
import { openJournal, readJournal } from '../../src/revoke/journal.ts';
import { type Emulator, type RevokeBehaviour, startEmulator } from '../support/provider/emulator.ts';
import { PROVIDERS, ruleOf } from '../support/provider/pages.ts';
import { applyFor, BY_HAND, clockOf, ownFinding, planFor, serviceOf } from '../support/revoking.ts';
import { directoryOf } from '../support/run.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

function journalFile(): string {
  return join(directoryOf(), 'journal.jsonl');
}

test('a living key is asked about, revoked, and proved dead', async () => {
  const { key, id } = emulator.issue('nouvel');
  const path = journalFile();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  const [applied] = await applyFor(emulator, plan, path);
  expect(applied?.revocation).toMatchObject({ state: 'revoked' });
  expect(emulator.revocations(key)).toBe(1);
  const asked = emulator.log.filter((one) => one.key === id);
  expect(asked.map(({ provider, method, status }) => [provider, method, status])).toEqual([
    ['nouvel', 'GET', 404],
    ['admin', 'POST', 200],
    ['nouvel', 'GET', 401],
    ['nouvel', 'GET', 401],
  ]);
  expect(applied?.verdict?.isCorroborated).toBe(true);
  expect(readJournal(path)).not.toContain(key.slice(8));
});

test('a second run does nothing: the journal has the key as dead', async () => {
  const { key } = emulator.issue('nohuman');
  const path = journalFile();
  const given = { methodOf: () => serviceOf(emulator) };
  await applyFor(emulator, planFor([ownFinding(key)], path, given), path);
  const before = emulator.log.length;
  const plan = planFor([ownFinding(key)], path, given);
  expect([plan.steps.length, plan.left.map(({ why }) => why)]).toEqual([0, ['ended']]);
  expect(emulator.log.length).toBe(before);
});

test('a key that died between the verdict and the revocation is not called about', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  emulator.revoke(key);
  const [applied] = await applyFor(emulator, plan, path);
  expect(applied?.revocation.state).toBe('already-inactive');
  expect(emulator.revocations(key)).toBe(1);
});

test('dead is proved by two refusals, a minute apart, by two requests where there are two', async () => {
  for (const provider of PROVIDERS) {
    const { key, id } = emulator.issue(provider);
    const path = journalFile();
    const clock = clockOf();
    const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
    await applyFor(emulator, plan, path, { clock });
    const refused = emulator.log.filter((one) => one.key === id && one.status === 401);
    expect(new Set(refused.map((one) => one.path)).size).toBe(
      Math.min(2, ruleOf(provider).verify?.probes.length ?? 0),
    );
    expect([refused.length, clock.slept]).toEqual([2, [60_000]]);
  }
});

test('a single 401 after the call proves nothing: the key is asked about until it is dead or lives', async () => {
  const { key } = emulator.issue('nouvel');
  emulator.revokeBehaviour('says-yes-kills-not');
  const path = journalFile();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  // The control, the key, the control of its answer; then one refusal of a key that lives.
  emulator.fault('nouvel', 'nobody-known', { after: 3, count: 1 });
  const [applied] = await applyFor(emulator, plan, path);
  emulator.fault('nouvel', undefined);
  emulator.revokeBehaviour('kills');
  expect(applied?.revocation).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('still lives'),
  });
  expect(applied?.verdict?.state).toBe('active');
});

test('a single 401 before the call keeps a living key from being taken for dead: it is revoked', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  emulator.fault('nouvel', 'nobody-known', { after: 1, count: 1 });
  const [applied] = await applyFor(emulator, plan, path);
  emulator.fault('nouvel', undefined);
  expect([applied?.revocation.state, emulator.revocations(key)]).toEqual(['revoked', 1]);
});

test('keys wait for their proofs at the same time, and are revoked one at a time', async () => {
  const keys = Array.from({ length: 5 }, () => emulator.issue('nouvel').key);
  const path = journalFile();
  const plan = planFor(
    keys.map((key) => ownFinding(key)),
    path,
    { methodOf: () => serviceOf(emulator) },
  );
  // A pause ends only when all have begun theirs.
  const resume: (() => void)[] = [];
  const clock = clockOf();
  const sleep = (): Promise<void> =>
    new Promise((done) => {
      resume.push(done);
      if (resume.length === keys.length) {
        void clock.sleep(60_000);
        for (const one of resume) one();
      }
    });
  const applied = await applyFor(emulator, plan, path, { clock, sleep });
  expect(applied.map(({ step, revocation }) => [step.subject.secret.reveal(), revocation.state])).toEqual(
    keys.map((key) => [key, 'revoked']),
  );
  expect(clock.slept).toEqual([60_000]);
});

test('a run that is aborted while it waits for a proof leaves the key unfinished, for --resume', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const given = { methodOf: () => serviceOf(emulator) };
  const abort = new AbortController();
  const sleep = async (): Promise<void> => {
    abort.abort();
    abort.signal.throwIfAborted();
  };
  const aborted = await applyFor(emulator, planFor([ownFinding(key)], path, given), path, {
    sleep,
    signal: abort.signal,
  });
  expect(aborted).toEqual([]);
  const plan = planFor([ownFinding(key)], path, { ...given, resume: true });
  const [resumed] = await applyFor(emulator, plan, path);
  expect([resumed?.revocation.state, emulator.revocations(key)]).toEqual(['revoked', 1]);
});

/** What the endpoint does, and what becomes of the key. */
const ENDPOINTS: readonly (readonly [RevokeBehaviour, 'revoked' | 'already-inactive' | 'failed', RegExp])[] =
  [
    ['kills', 'revoked', /answered 200; then the provider refused it/],
    ['accepts-late', 'revoked', /answered 202; then the provider refused it/],
    ['says-yes-kills-not', 'failed', /answered 200, but the key still lives/],
    ['fails', 'failed', /answered 500, but the key still lives/],
    ['fails-late', 'already-inactive', /answered 504; all the same the provider refused it/],
    ['refuses', 'failed', /answered 403, but the key still lives/],
    ['limited', 'failed', /answered 429, but the key still lives/],
    ['redirects', 'failed', /answered 307, but the key still lives/],
    ['hangs', 'failed', /did not answer in time, but the key still lives/],
    ['cuts-after', 'revoked', /connection broke .* then the provider refused it/],
    ['cuts-before', 'failed', /connection broke .* still lives/],
  ];

test.each(ENDPOINTS)('an endpoint that %s leaves the key %s', async (behaviour, state, reason) => {
  const { key } = emulator.issue('nouvel');
  emulator.revokeBehaviour(behaviour, { delay: 150 });
  const path = journalFile();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  const clock = clockOf();
  const real = {
    ...clock,
    sleep: async (time: number) => {
      await clock.sleep(time);
      await new Promise((done) => setTimeout(done, 60));
    },
  };
  const [applied] = await applyFor(emulator, plan, path, { clock: real });
  expect(applied?.revocation).toMatchObject({ state, reason: expect.stringMatching(reason) });
  emulator.revokeBehaviour('kills');
});

test('waits for a revocation to spread, no longer than it takes to spread', async () => {
  const { key } = emulator.issue('nouvel');
  emulator.revokeBehaviour('says-yes-kills-not');
  const path = journalFile();
  const clock = clockOf();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  await applyFor(emulator, plan, path, { clock });
  expect(clock.slept).toEqual([5000, 10_000, 15_000, 30_000]);
  emulator.revokeBehaviour('kills');
});

test('an endpoint that cannot be reached is told, and nothing counts as called', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const service = serviceOf(emulator);
  const gone = { ...service, base: { ...service.base, url: new URL('http://127.0.0.1:9/revoke') } };
  const plan = planFor([ownFinding(key)], path, { methodOf: () => gone });
  const [applied] = await applyFor(emulator, plan, path);
  expect(applied?.revocation).toMatchObject({ state: 'failed', reason: expect.stringContaining('not made') });
});

test('a provider that does not say whether a key lives keeps it from being called about', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  emulator.fault('nouvel', 'everybody');
  const [applied] = await applyFor(emulator, plan, path);
  emulator.fault('nouvel', undefined);
  expect(applied?.revocation.state).toBe('failed');
  expect(emulator.revocations(key)).toBe(0);
});

test('a key that a provider in trouble refused once is asked about again', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const given = { methodOf: () => serviceOf(emulator) };
  emulator.fault('nouvel', 'nobody-known');
  const [first] = await applyFor(emulator, planFor([ownFinding(key)], path, given), path);
  emulator.fault('nouvel', undefined);
  expect([first?.revocation.state, emulator.revocations(key)]).toEqual(['already-inactive', 0]);
  const [second] = await applyFor(emulator, planFor([ownFinding(key)], path, given), path);
  expect([second?.revocation.state, emulator.revocations(key)]).toEqual(['revoked', 1]);
});

test('what an endpoint refused is no revocation of ours, whatever the provider says', async () => {
  const { key } = emulator.issue('nouvel');
  emulator.revokeBehaviour('fails');
  const path = journalFile();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  // Two answers are honest: the control, and that the key lives.
  emulator.fault('nouvel', 'nobody-known', { after: 3 });
  const [applied] = await applyFor(emulator, plan, path);
  emulator.fault('nouvel', undefined);
  emulator.revokeBehaviour('kills');
  expect(applied?.revocation).toMatchObject({
    state: 'already-inactive',
    reason: 'the endpoint answered 500; all the same the provider refused it',
  });
});

test('a clock that was ahead when a run crashed is not waited for', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const finding = ownFinding(key);
  const journal = openJournal({ path, run: 'first', now: () => new Date('2099-01-01T00:00:00Z') });
  journal.append(finding.fingerprint, { event: 'claimed', redacted: 'x', pid: 1, host: 'here' });
  journal.append(finding.fingerprint, { event: 'calling', target: 'x' });
  journal.close();
  const clock = clockOf();
  const plan = planFor([finding], path, { methodOf: () => serviceOf(emulator), resume: true });
  const [applied] = await applyFor(emulator, plan, path, { clock });
  expect([applied?.revocation.state, Math.max(...clock.slept)]).toEqual(['revoked', 60_000]);
});

test('an issue that cannot be opened keeps nothing else from being done', async () => {
  const keys = [emulator.issue('nouvel').key, emulator.issue('nohuman').key];
  const path = journalFile();
  const methodOf = ({ rule }: { readonly rule: { readonly provider: string } }) =>
    rule.provider === 'nouvel' ? BY_HAND : serviceOf(emulator);
  const findings = keys.map((key) => ownFinding(key));
  const failing = async (): Promise<string> => {
    throw new UserError('network', 'GitHub: a/b answered 500');
  };
  const applied = await applyFor(emulator, planFor(findings, path, { methodOf }), path, {
    openIssue: failing,
  });
  expect(applied.map(({ revocation }) => [revocation.state, revocation.reason])).toEqual([
    ['manual', 'handed over to ana@example.com; no issue could be opened: GitHub: a/b answered 500'],
    ['revoked', 'the endpoint answered 200; then the provider refused it'],
  ]);
  const opening = async (): Promise<string> => 'https://github.example/a/b/issues/1';
  const [again] = await applyFor(emulator, planFor(findings, path, { methodOf }), path, {
    openIssue: opening,
  });
  expect(again?.revocation.reason).toContain('in https://github.example/a/b/issues/1');
});

test('three failures in a row end the run', async () => {
  emulator.revokeBehaviour('fails');
  const keys = Array.from({ length: 5 }, () => emulator.issue('nohuman').key);
  const path = journalFile();
  const plan = planFor(
    keys.map((key) => ownFinding(key)),
    path,
    { methodOf: () => serviceOf(emulator) },
  );
  const before = emulator.log.filter(({ method }) => method === 'POST').length;
  const applied = await applyFor(emulator, plan, path);
  expect(emulator.log.filter(({ method }) => method === 'POST').length - before).toBe(3);
  expect(applied.map(({ revocation }) => revocation.reason).slice(3)).toEqual(
    Array(2).fill('not tried: 3 in a row had failed'),
  );
  emulator.revokeBehaviour('kills');
});

test('keys that another run holds are no failures of the endpoint', async () => {
  const keys = Array.from({ length: 4 }, () => emulator.issue('nouvel').key);
  const path = journalFile();
  const findings = keys.map((key) => ownFinding(key));
  const plan = planFor(findings, path, { methodOf: () => serviceOf(emulator) });
  const other = openJournal({ path, run: 'other', now: () => new Date() });
  for (const { fingerprint } of findings.slice(0, 3))
    other.append(fingerprint, { event: 'claimed', redacted: 'x', pid: 1, host: 'here' });
  other.close();
  const applied = await applyFor(emulator, plan, path);
  expect(applied.map(({ revocation }) => revocation.state)).toEqual([
    'failed',
    'failed',
    'failed',
    'revoked',
  ]);
});

test('by hand: handed over once, proved dead later', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const given = { methodOf: () => BY_HAND };
  const [first] = await applyFor(emulator, planFor([ownFinding(key)], path, given), path);
  expect(first?.revocation).toMatchObject({ state: 'manual', reason: 'handed over to ana@example.com' });
  const [second] = await applyFor(emulator, planFor([ownFinding(key)], path, given), path);
  expect(second?.revocation.reason).toMatch(/^handed over to ana@example.com at \d{4}-/);
  expect(readJournal(path).match(/"handed-over"/g)).toHaveLength(1);
});

test('a full disk stops before the call, and a key that could not be noted is not revoked', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  for (const full of [1, 2, 3]) {
    let writes = 0;
    const journal = {
      append: () => {
        writes++;
        if (writes >= full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      },
      entries: () => [
        {
          event: 'claimed',
          run: 'r',
          at: '',
          fingerprint: plan.steps[0]?.subject.fingerprint ?? '',
          redacted: '',
          pid: 1,
          host: '',
        } as const,
      ],
    };
    await expect(applyFor(emulator, plan, path, { journal, run: 'r' })).rejects.toThrow('no space');
  }
  expect(emulator.revocations(key)).toBe(0);
});

test.each([4, 5, 6])(
  'a disk that is full after the call, at line %i, is no disk on which nothing was revoked',
  async (full) => {
    const { key } = emulator.issue('nouvel');
    const path = journalFile();
    const given = { methodOf: () => serviceOf(emulator) };
    const plan = planFor([ownFinding(key)], path, given);
    const whole = openJournal({ path, run: 'r', now: () => new Date() });
    let writes = 0;
    const journal = {
      ...whole,
      append(...line: Parameters<typeof whole.append>) {
        if (++writes >= full) throw new UserError('unwritable', 'without it nothing is revoked');
        whole.append(...line);
      },
    };
    await expect(applyFor(emulator, plan, path, { journal, run: 'r' })).rejects.toThrow(
      /^nvl_.*: the call that revokes may have been made, and the journal cannot be written any more$/,
    );
    whole.close();
    const [resumed] = await applyFor(
      emulator,
      planFor([ownFinding(key)], path, { ...given, resume: true }),
      path,
    );
    expect([resumed?.revocation.state, emulator.revocations(key)]).toEqual(['revoked', 1]);
  },
);

test('a clock that is set back while a revocation spreads is not waited for', async () => {
  const { key } = emulator.issue('nouvel');
  emulator.revokeBehaviour('says-yes-kills-not');
  const path = journalFile();
  const clock = clockOf();
  const plan = planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) });
  const back = {
    ...clock,
    now: () => new Date(clock.now().getTime() - (clock.slept.length > 0 ? 86_400_000 : 0)),
  };
  await applyFor(emulator, plan, path, { clock: back });
  expect(Math.max(...clock.slept)).toBe(60_000);
  emulator.revokeBehaviour('kills');
});

test('two runs at once: one of them revokes, the other sees that', async () => {
  const { key } = emulator.issue('nouvel');
  const path = journalFile();
  const given = { methodOf: () => serviceOf(emulator) };
  const plan = planFor([ownFinding(key)], path, given);
  const both = await Promise.all([applyFor(emulator, plan, path), applyFor(emulator, plan, path)]);
  const states = both.map(([one]) => one?.revocation.reason).sort();
  expect(states).toEqual(['another run is at it', 'the endpoint answered 200; then the provider refused it']);
  expect(emulator.revocations(key)).toBe(1);
});

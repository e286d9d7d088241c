import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../../src/http/message.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { verifyAll } from '../../src/verify/verify.ts';
import { basesOf, outsideOf, subjectOf, verdictOn } from '../support/asking.ts';
import { keyOf } from '../support/keys.ts';
import {
  type Emulator,
  FAULTS,
  type Fault,
  type FaultOptions,
  type IssueOptions,
  type ProviderName,
  startEmulator,
} from '../support/provider/emulator.ts';
import { PAGES, PROVIDERS, providerOf, ruleOf } from '../support/provider/pages.ts';
import { clockOf } from '../support/revoking.ts';

let emulator: Emulator;
const outside = outsideOf();
/** Where an answer comes at once: a busy machine is no fault of the provider. */
const patient = outsideOf(5000);
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => {
  for (const provider of PROVIDERS) emulator.fault(provider, undefined);
});
afterAll(async () => {
  await outside.close();
  await patient.close();
  await emulator.close();
});

const ALL = ['projects:read', 'analytics:read', 'publish'] as const;

/** Every row of what the providers document, by the state of a key or by an answer made for it. */
const ROWS: readonly {
  readonly name: string;
  readonly provider: ProviderName;
  /** Undefined: a key that nobody issued. */
  readonly key?: IssueOptions;
  readonly fault?: Fault;
  readonly options?: FaultOptions;
  readonly expected: Partial<Verdict>;
}[] = [
  {
    name: '404 to an id that was never issued',
    provider: 'nohuman',
    key: {},
    expected: { state: 'active', reason: 'accepted' },
  },
  {
    name: '200, the id happens to exist',
    provider: 'nohuman',
    key: {},
    fault: 'everybody',
    options: { only: 'known' },
    expected: { state: 'active', reason: 'accepted' },
  },
  {
    name: '400 to the id',
    provider: 'nohuman',
    key: {},
    fault: 'bad-request',
    options: { only: 'known' },
    expected: { state: 'active', reason: 'accepted' },
  },
  {
    name: '422 to the id',
    provider: 'nohuman',
    key: {},
    fault: 'unprocessable',
    options: { only: 'known' },
    expected: { state: 'active', reason: 'accepted' },
  },
  { name: '401 invalid_api_key', provider: 'nohuman', expected: { state: 'inactive', reason: 'refused' } },
  {
    name: '401 missing_api_key is our header lost',
    provider: 'nohuman',
    key: {},
    fault: 'missing',
    options: { only: 'known' },
    expected: { state: 'unknown', reason: 'header-lost' },
  },
  {
    name: '401 with another body',
    provider: 'nohuman',
    key: {},
    fault: 'other-unauthorized',
    options: { only: 'known' },
    expected: { state: 'unknown', reason: 'unexpected' },
  },
  {
    name: '402 insufficient_credits',
    provider: 'nohuman',
    key: { credits: 0 },
    expected: { state: 'active', reason: 'no-credit' },
  },
  {
    name: '403 insufficient_permissions',
    provider: 'nohuman',
    key: { permissions: [] },
    expected: { state: 'active', reason: 'restricted' },
  },
  {
    name: '403 page of a firewall',
    provider: 'nohuman',
    key: {},
    fault: 'waf',
    options: { only: 'known' },
    expected: { state: 'unknown', reason: 'unexpected' },
  },
  {
    name: '429 twice',
    provider: 'nohuman',
    key: {},
    fault: 'limited',
    options: { only: 'known' },
    expected: { state: 'active', reason: 'rate-limited' },
  },
  {
    name: 'the limit tells the tier',
    provider: 'nohuman',
    key: { tier: 'Business' },
    expected: { state: 'active', plan: 'Business' },
  },
  {
    name: '404 with projects:read',
    provider: 'nouvel',
    key: {},
    expected: {
      state: 'active',
      reason: 'accepted',
      permissions: ALL,
      undetermined: ['generate', 'copilot:chat'],
    },
  },
  {
    name: '200',
    provider: 'nouvel',
    key: {},
    fault: 'everybody',
    options: { only: 'known' },
    expected: { state: 'active', reason: 'accepted', permissions: ALL },
  },
  {
    name: '403 naming the permission',
    provider: 'nouvel',
    key: { permissions: ['generate'] },
    expected: {
      state: 'active',
      reason: 'restricted',
      permissions: [],
      undetermined: ['generate', 'copilot:chat'],
    },
  },
  {
    name: 'only one of three permissions',
    provider: 'nouvel',
    key: { permissions: ['publish'] },
    expected: { state: 'active', reason: 'restricted', permissions: ['publish'] },
  },
  {
    name: '404, no organization',
    provider: 'nouvel',
    key: { hasOrganization: false },
    expected: { state: 'active', permissions: ALL },
  },
  {
    name: '403 with another text',
    provider: 'nouvel',
    key: {},
    fault: 'other-forbidden',
    options: { only: 'known' },
    expected: { state: 'active', reason: 'restricted', undetermined: [...ALL, 'generate', 'copilot:chat'] },
  },
  {
    name: '403 page of a firewall',
    provider: 'nouvel',
    key: {},
    fault: 'waf',
    options: { only: 'known' },
    expected: { state: 'unknown', reason: 'unexpected' },
  },
  {
    name: '401, nobody’s key',
    provider: 'nouvel',
    expected: { state: 'inactive', reason: 'refused', permissions: [] },
  },
  {
    name: '401, expired',
    provider: 'nouvel',
    key: { expires: new Date(0) },
    expected: { state: 'inactive', reason: 'refused' },
  },
  {
    name: '401, disabled',
    provider: 'nouvel',
    key: { disabled: true },
    expected: { state: 'inactive', reason: 'refused' },
  },
  {
    name: '402, the plan has no API',
    provider: 'nouvel',
    key: { plan: 'Growth' },
    expected: { state: 'active', reason: 'plan-blocked', plan: 'Starter or Growth' },
  },
  {
    name: '429 twice',
    provider: 'nouvel',
    key: {},
    fault: 'limited',
    options: { only: 'known' },
    expected: { state: 'active', reason: 'rate-limited' },
  },
  {
    name: '400 to the id: the next request decides',
    provider: 'nouvel',
    key: {},
    fault: 'bad-request',
    options: { only: 'known', count: 1 },
    expected: { state: 'active', permissions: ['analytics:read', 'publish'] },
  },
  {
    name: '400 to all',
    provider: 'nouvel',
    key: {},
    fault: 'bad-request',
    options: { only: 'known' },
    expected: { state: 'unknown', reason: 'unexpected' },
  },
  {
    name: '404 page: the route has moved',
    provider: 'nouvel',
    key: {},
    fault: 'html-not-found',
    options: { only: 'known' },
    expected: { state: 'unknown', reason: 'unexpected' },
  },
  {
    name: '3xx to the login',
    provider: 'nouvel',
    key: {},
    fault: 'login',
    options: { only: 'known' },
    expected: { state: 'unknown', reason: 'unexpected' },
  },
  {
    name: '5xx',
    provider: 'nouvel',
    key: {},
    fault: 'server-error',
    options: { only: 'known' },
    expected: { state: 'unknown', reason: 'unexpected' },
  },
  {
    name: 'one request is refused to a key that another one answers',
    provider: 'nouvel',
    key: {},
    fault: 'nobody-known',
    options: { only: 'known', after: 1, count: 1 },
    expected: {
      state: 'active',
      permissions: ['projects:read'],
      undetermined: ['analytics:read', 'publish', 'generate', 'copilot:chat'],
    },
  },
  {
    name: 'answered once, then refused: it died meanwhile',
    provider: 'nouvel',
    key: {},
    fault: 'nobody-known',
    options: { only: 'known', after: 1 },
    expected: { state: 'inactive', reason: 'refused' },
  },
  {
    name: 'a key of the first generator',
    provider: 'nouvel',
    key: { form: 'v1' },
    expected: { state: 'active' },
  },
];

test.each(ROWS)('$provider: $name', async ({ provider, key, fault, options, expected }) => {
  const text = key === undefined ? unissued(provider) : emulator.issue(provider, key).key;
  if (fault !== undefined) emulator.fault(provider, fault, options);
  expect(await verdictOn(emulator, provider, text, patient)).toMatchObject(expected);
});

test('a key over its own limit is known to the provider, and is not pressed', async () => {
  const { key } = emulator.issue('nouvel');
  const { urls } = emulator;
  const headers = { authorization: `Bearer ${key}` };
  for (let i = 0; i < 60; i++) await fetch(`${urls.nouvel}/api/v1/projects`, { headers });
  const before = emulator.log.length;
  const verdict = await verdictOn(emulator, 'nouvel', key, patient);
  expect(verdict).toMatchObject({ state: 'active', reason: 'rate-limited' });
  const asked = emulator.log.slice(before).filter((one) => one.key !== 'unknown');
  expect(asked).toHaveLength(2);
});

function unissued(provider: ProviderName): string {
  return keyOf(ruleOf(provider), 7001);
}

const TIMES: readonly FaultOptions[] = [
  {},
  { only: 'known' },
  { after: 1 },
  { after: 2 },
  { after: 3 },
  { after: 1, count: 1 },
  { after: 1, count: 2 },
];

describe.each(PROVIDERS)('%s: whatever goes wrong', (provider) => {
  test.each(FAULTS)('%s makes no dead key active', async (fault) => {
    const { key } = emulator.issue(provider);
    emulator.revoke(key);
    for (const options of TIMES) {
      // The provider itself says the key is known: nothing could tell that from the truth.
      if (options.only === 'known') continue;
      emulator.fault(provider, fault, options);
      const verdict = await verdictOn(emulator, provider, key, outside);
      expect([options, verdict.state]).not.toEqual([options, 'active']);
      emulator.fault(provider, undefined);
    }
  });

  // That nobody's key is known is said in the very words that a revoked key gets: refusals that last cannot be told.
  test.each(FAULTS.filter((fault) => fault !== 'nobody-known'))(
    '%s makes no living key dead',
    async (fault) => {
      const { key } = emulator.issue(provider);
      for (const options of TIMES) {
        emulator.fault(provider, fault, options);
        expect((await verdictOn(emulator, provider, key, outside)).state).not.toBe('inactive');
        emulator.fault(provider, undefined);
      }
    },
  );
});

describe.each(PROVIDERS)('%s: a single 401 makes no living key inactive', (provider) => {
  const SINGLE: readonly FaultOptions[] = [0, 1, 2, 3, 4, 5].flatMap((after) => [
    { after, count: 1 },
    { after, count: 1, only: 'known' },
  ]);

  test.each(SINGLE)('%j', async (options) => {
    const { key, id } = emulator.issue(provider);
    emulator.fault(provider, 'nobody-known', options);
    const before = emulator.log.length;
    const verdict = await verdictOn(emulator, provider, key, patient);
    expect(verdict.state).toBe('active');
    const asked = emulator.log.slice(before).filter((one) => one.key === id);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test('two that are not in a row make it neither', async () => {
    const { key } = emulator.issue(provider);
    for (let first = 0; first < 4; first++) {
      let known = 0;
      const send: typeof patient.send = async (request, signal) => {
        const outcome = await patient.send(request, signal);
        const isKnown = request.headers['authorization']?.endsWith(key.slice(-8)) === true;
        if (!isKnown || outcome.kind === 'failure') return outcome;
        const isSpoiled = known >= first && (known - first) % 2 === 0;
        known++;
        return isSpoiled ? refusal(provider) : outcome;
      };
      const { state } = await verdictOn(emulator, provider, key, { ...patient, send });
      expect([first, state]).not.toEqual([first, 'inactive']);
      expect(known).toBeLessThanOrEqual(4);
    }
  });
});

/** The documented refusal. */
function refusal(provider: ProviderName): HttpAnswer {
  const headers = { 'content-type': 'application/json' };
  return { kind: 'answer', status: 401, headers, body: JSON.stringify(PAGES[provider].refusal.body) };
}

test.each(PROVIDERS)(
  '%s: a dead key is refused twice, two seconds apart, by two requests where there are two',
  async (provider) => {
    const clock = clockOf();
    const { key, id } = emulator.issue(provider);
    emulator.revoke(key);
    const before = emulator.log.length;
    const at: number[] = [];
    const send: typeof patient.send = (request, signal) => {
      if (request.headers['authorization']?.endsWith(key.slice(-8))) at.push(clock.now().getTime());
      return patient.send(request, signal);
    };
    const outside = { ...patient, ...clock, send };
    const verdict = await verdictOn(emulator, provider, key, outside);
    expect(verdict).toMatchObject({ state: 'inactive', reason: 'refused', isCorroborated: false });
    expect(verdict.detail).toMatch(/answered 401 with application\/json, twice, 2 s apart$/);
    const asked = emulator.log.slice(before).filter((one) => one.key === id);
    expect(new Set(asked.map(({ path }) => path)).size).toBe(
      Math.min(2, ruleOf(provider).verify?.probes.length ?? 0),
    );
    expect([asked.length, (at[1] ?? 0) - (at[0] ?? 0)]).toEqual([2, 2000]);
  },
);

test('a report says whether a key of the same provider was accepted in the same run', async () => {
  const keys = (['nouvel', 'nouvel', 'nohuman'] as const).map((provider) => emulator.issue(provider));
  const [alive, dead, other] = keys;
  for (const one of [dead, other]) emulator.revoke(one?.key ?? '');
  const subjects = keys.map(({ key }) => subjectOf(providerOf(key), key));
  const verdicts = await verifyAll(subjects, { ...patient, bases: basesOf(emulator) });
  const told = subjects.map(({ fingerprint }) => verdicts.get(fingerprint));
  expect(told.map((one) => [one?.state, one?.isCorroborated])).toEqual([
    ['active', undefined],
    ['inactive', true],
    ['inactive', false],
  ]);
  expect(alive).toBeDefined();
});

test('where the control comes through, no key is sent at all', async () => {
  const { key, id } = emulator.issue('nouvel');
  emulator.fault('nouvel', 'everybody');
  const verdict = await verdictOn(emulator, 'nouvel', key, patient);
  expect(verdict).toMatchObject({ state: 'unknown', reason: 'no-control' });
  expect(emulator.log.filter((one) => one.key === id)).toEqual([]);
});

test.each(FAULTS)(
  'whatever a provider answers (%s), no key is asked about more than four times',
  async (fault) => {
    const { key, id } = emulator.issue('nouvel');
    for (const options of TIMES) {
      emulator.fault('nouvel', fault, options);
      const before = emulator.log.length;
      await verdictOn(emulator, 'nouvel', key, outside);
      expect(emulator.log.slice(before).filter((one) => one.key === id).length).toBeLessThanOrEqual(4);
      emulator.fault('nouvel', undefined);
    }
  },
);

test('a verification asks at most three times a key, only with GET, and keeps no customer’s data', async () => {
  const { key, id } = emulator.issue('nouvel');
  const verdict = await verdictOn(emulator, 'nouvel', key, patient);
  const asked = emulator.log.filter((one) => one.key === id);
  expect(asked).toHaveLength(3);
  expect(new Set(emulator.log.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(JSON.stringify(verdict)).not.toContain('a-customers-handle');
});

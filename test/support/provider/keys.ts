/** The keys that the emulated providers issued: kept by hash, as theirs are; the text is given out once. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { PAGES, type ProviderName, ruleOf } from './pages.ts';

/** Nouvel's plans; the first two have no API access. */
export type Plan = 'Starter' | 'Growth' | 'Scale' | 'Business';
/** Nohuman's tiers: how many generations may run at once. */
export type Tier = 'Starter' | 'Growth' | 'Pro' | 'Business' | 'Enterprise';
export type Lifetime = '7d' | '30d' | '90d' | '1y' | 'never' | Date;

export interface IssueOptions {
  readonly name?: string;
  /** Whose key it is; a fresh account if not said. */
  readonly account?: string;
  /** All of the provider's if not said. Fixed at creation. */
  readonly permissions?: readonly string[];
  readonly expires?: Lifetime;
  /** Nouvel. */
  readonly plan?: Plan;
  /** Nohuman. */
  readonly tier?: Tier;
  /** Nohuman, in dollars: 0 answers 402 everywhere. */
  readonly credits?: number;
  /** Nouvel: videos of the month. */
  readonly quota?: { readonly used: number; readonly limit: number };
  /** Nouvel: accounts, analytics and publish belong to an organization. */
  readonly hasOrganization?: boolean;
  /** Nohuman: generations that run already, and never end. */
  readonly running?: number;
  readonly disabled?: boolean;
  /** Nouvel: a key of Unkey's first generator. */
  readonly form?: 'v1';
}

/** What the dashboard shows of a key after its creation. */
export interface KeyRecord {
  readonly id: string;
  readonly provider: ProviderName;
  readonly name: string;
  /** Prefix and first four characters. */
  readonly start: string;
  readonly account: string;
  readonly permissions: readonly string[];
  readonly created: number;
  readonly expires: number | undefined;
  readonly plan: Plan;
  readonly tier: Tier;
  readonly hasOrganization: boolean;
  readonly running: number;
  readonly quota: { used: number; readonly limit: number };
  credits: number;
  disabled: boolean;
  lastUsed: number | undefined;
  /** From when on it is refused; undefined while it lives. */
  deadFrom: number | undefined;
  /** Revocations that were carried out, the first and any after it. */
  revocations: number;
}

export interface IssuedKey
  extends Readonly<Pick<KeyRecord, 'id' | 'provider' | 'name' | 'start' | 'account'>> {
  readonly permissions: readonly string[];
  readonly expires: number | undefined;
  /** Shown here, and never again. */
  readonly key: string;
}

const DAY = 86_400_000;
const LIFETIMES = { '7d': 7 * DAY, '30d': 30 * DAY, '90d': 90 * DAY, '1y': 365 * DAY };
export class AccountFull extends Error {}

export interface KeyStore {
  /** Throws `AccountFull` for one key more than an account of the provider may hold. */
  issue(provider: ProviderName, options?: IssueOptions): IssuedKey;
  /** The record of a key's text, dead ones too. */
  find(key: string): KeyRecord | undefined;
  byId(id: string): KeyRecord | undefined;
  list(): readonly KeyRecord[];
  /** True if the providers accept the key now. */
  isAccepted(record: KeyRecord): boolean;
  /** Carries a revocation out; the key is accepted for `propagation` more milliseconds. */
  revoke(record: KeyRecord, propagation: number): void;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @param now milliseconds since 1970 */
export function keyStore(now: () => number): KeyStore {
  const records = new Map<string, KeyRecord>();
  const living = (account: string): number =>
    [...records.values()].filter((one) => one.account === account && one.deadFrom === undefined).length;
  return {
    issue(provider, options = {}) {
      const key = ruleOf(provider).prefix + PAGES[provider].newBody(options);
      const record = recordOf(provider, key, options, now());
      const { mostKeys = Number.POSITIVE_INFINITY } = PAGES[provider];
      if (living(record.account) >= mostKeys)
        throw new AccountFull(`An account can have at most ${mostKeys} API keys`);
      records.set(sha256(key), record);
      const { id, name, start, account, permissions, expires } = record;
      return { id, provider, name, start, account, permissions, expires, key };
    },
    find: (key) => records.get(sha256(key)),
    byId: (id) => [...records.values()].find((one) => one.id === id),
    list: () => [...records.values()],
    isAccepted: ({ disabled, expires, deadFrom }) =>
      !disabled &&
      now() < (expires ?? Number.POSITIVE_INFINITY) &&
      now() < (deadFrom ?? Number.POSITIVE_INFINITY),
    revoke(record, propagation) {
      record.revocations++;
      record.deadFrom ??= now() + propagation;
    },
  };
}

function recordOf(provider: ProviderName, key: string, options: IssueOptions, created: number): KeyRecord {
  return {
    id: `key_${randomBytes(8).toString('hex')}`,
    provider,
    name: options.name ?? 'key',
    start: key.slice(0, ruleOf(provider).prefix.length + 4),
    account: options.account ?? randomUUID(),
    permissions: options.permissions ?? PAGES[provider].permissions,
    created,
    expires: expiryOf(options.expires ?? 'never', created),
    plan: options.plan ?? 'Scale',
    tier: options.tier ?? 'Starter',
    hasOrganization: options.hasOrganization ?? true,
    running: options.running ?? 0,
    quota: { used: 0, limit: 30, ...options.quota },
    credits: options.credits ?? 20,
    disabled: options.disabled ?? false,
    lastUsed: undefined,
    deadFrom: undefined,
    revocations: 0,
  };
}

function expiryOf(expires: Lifetime, created: number): number | undefined {
  if (expires instanceof Date) return expires.getTime();
  return expires === 'never' ? undefined : created + LIFETIMES[expires];
}

/** What is a provider's own in the emulator. Each provider of the built-in rules has one file in pages/. */
import type { Rule } from '../../../src/model/rule.ts';
import { BUILTIN_RULES, type BuiltinProvider } from '../../../src/rules/builtin.generated.ts';
import type { Answer, Api } from './answer.ts';
import type { IssueOptions } from './keys.ts';

export type ProviderName = BuiltinProvider;

export interface PageContext {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A poll counts against a limit of things that run at once. */
  readonly pollsCount: boolean;
}

export interface Page {
  /** All that a key may have. */
  readonly permissions: readonly string[];
  /** Keys that an account may hold at a time. */
  readonly mostKeys?: number;
  /** A new key behind its prefix. */
  newBody(options: IssueOptions): string;
  api(context: PageContext): Api;
  /** The documented 401 for a key that was never issued. */
  readonly refusal: Answer;
  /** The body of an error, in the provider's own form. */
  errorBody(status: number, code: string): unknown;
  /** The body of its 429. */
  limitedBody(retrySeconds: number): unknown;
  /** To try by hand: what to issue, as JSON, and what to ask. */
  readonly example: { readonly issue: Readonly<Record<string, unknown>>; readonly path: string };
}

/** The first rule of each provider. */
const RULES = new Map(BUILTIN_RULES.toReversed().map((rule) => [rule.provider as ProviderName, rule]));

export const PROVIDERS: readonly ProviderName[] = [...RULES.keys()].sort();

export function ruleOf(provider: ProviderName): Rule {
  const rule = RULES.get(provider);
  if (rule === undefined) throw new Error(`no rule for ${provider}`);
  return rule;
}

/** The provider whose keys start so. */
export function providerOf(key: string): ProviderName {
  const found = PROVIDERS.find((provider) => key.startsWith(ruleOf(provider).prefix));
  if (found === undefined) throw new Error('a key of no provider');
  return found;
}

export function isProvider(name: unknown): name is ProviderName {
  return PROVIDERS.some((provider) => provider === name);
}

export function forEachProvider<T>(make: (provider: ProviderName) => T): Readonly<Record<ProviderName, T>> {
  return Object.fromEntries(PROVIDERS.map((provider) => [provider, make(provider)])) as Record<
    ProviderName,
    T
  >;
}

const loaded = await Promise.all(
  PROVIDERS.map(async (provider): Promise<Page> => (await import(`./pages/${provider}.ts`)).PAGE),
);

export const PAGES = forEachProvider((provider) => loaded[PROVIDERS.indexOf(provider)] as Page);

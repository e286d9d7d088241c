/** Addresses that a workflow names for providers, one a line: `nouvel=https://proxy.example.com`. */
import { type Base, parseBase } from '../http/base.ts';
import type { Rule } from '../model/rule.ts';
import { parseNamedBases } from '../providers/named-bases.ts';
import type { Environment } from './runner.ts';

/** Where keys are asked about, and where they are revoked. */
export type UrlInput = 'provider-urls' | 'revoke-urls';

/** An input of the time when each provider had its own: still understood, for the providers of that time. */
interface OldInput {
  readonly input: string;
  readonly provider: string;
  readonly now: UrlInput;
}

export const OLD_INPUTS: readonly OldInput[] = ['nohuman', 'nouvel'].flatMap((provider): OldInput[] => [
  { input: `${provider}-url`, provider, now: 'provider-urls' },
  { input: `${provider}-revoke-url`, provider, now: 'revoke-urls' },
]);

/** What to write in place of an old input. */
export function renamed({ input, provider, now }: OldInput): string {
  return `the input ${input} is now a line of ${now}: ${provider}=<url>`;
}

export interface GivenUrls {
  /** `<provider>=<url>`, in the order in which the later one counts. */
  readonly urls: readonly string[];
  /** Which old inputs were given, for people. */
  readonly notes: readonly string[];
}

/** The lines of an input behind those that old inputs amount to. Errors: `bad-usage`; a mistake shows in the first run. */
export function readUrls(input: UrlInput, text: string, env: Environment): GivenUrls {
  const lines = text.split(/\s+/).filter((line) => line !== '');
  parseNamedBases(lines, `input ${input}`);
  const old = OLD_INPUTS.filter(({ now }) => now === input).flatMap((one) => {
    const url = env[variableOf(one.input)]?.trim() ?? '';
    if (url !== '') parseBase(url, `input ${one.input}`);
    return url === '' ? [] : [{ note: renamed(one), line: `${one.provider}=${url}` }];
  });
  return { urls: [...old.map(({ line }) => line), ...lines], notes: old.map(({ note }) => note) };
}

/** The variable that the runner sets for an input; it keeps the hyphens (actions/toolkit, core.getInput). */
export function variableOf(input: string): string {
  return `INPUT_${input.toUpperCase()}`;
}

/** What the inputs name, line by line. */
interface NamedUrls {
  readonly providerUrls: readonly string[];
  readonly revokeUrls: readonly string[];
}

/** Where the keys of these rules are asked about instead. Errors: `bad-usage` for a provider that no rule has. */
export function askedAt({ providerUrls }: NamedUrls, rules: readonly Rule[]): ReadonlyMap<string, Base> {
  return parseNamedBases(providerUrls, 'input provider-urls', rules);
}

/** Where the keys of these rules are revoked. Errors: `bad-usage` for a provider that no rule has. */
export function revokedAt({ revokeUrls }: NamedUrls, rules: readonly Rule[]): ReadonlyMap<string, Base> {
  return parseNamedBases(revokeUrls, 'input revoke-urls', rules);
}

/** Errors: `bad-usage`. A mistake shows in the first run, not in the first that finds a key. */
export function checkUrls(named: NamedUrls, rules: readonly Rule[]): void {
  askedAt(named, rules);
  revokedAt(named, rules);
}

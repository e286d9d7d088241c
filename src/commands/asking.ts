/** What a call says of asking providers: whether, about which keys, and where. */
import type { Asking } from '../app/asking.ts';
import { type Base, parseBase } from '../http/base.ts';
import type { Rule } from '../model/rule.ts';
import { variableWord } from '../model/variable.ts';
import { parseNamedBases, providersOf } from '../providers/named-bases.ts';
import type { Scope } from '../verify/verify.ts';
import type { Call } from './call.ts';

/** As `--verify` says; undefined: no provider is asked. */
export function askingOf(call: Call<'verify' | 'providerUrl'>): Asking | undefined {
  const { verify } = call.options;
  return verify === undefined ? undefined : askingAbout(verify, call);
}

export function askingAbout(scope: Scope, call: Call<'providerUrl'>): Asking {
  return { scope, bases: (rules) => basesOf(call, rules) };
}

/** Base addresses by provider: the flag overrides `LEAKWARD_<PROVIDER>_URL`. Errors: `bad-usage`. */
export function basesOf(
  { options, io }: Call<'providerUrl'>,
  rules: readonly Rule[],
): ReadonlyMap<string, Base> {
  const named = providersOf(rules).flatMap((provider) => {
    const variable = `LEAKWARD_${variableWord(provider)}_URL`;
    const text = io.env[variable];
    return text === undefined || text === '' ? [] : [[provider, parseBase(text, variable)] as const];
  });
  const flagged = parseNamedBases(options.providerUrl, '--provider-url', rules);
  return new Map([...named, ...flagged]);
}

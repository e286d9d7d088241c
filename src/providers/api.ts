/** A provider's API as far as leakward asks it: where it is, and the requests that ask. */
import { type Base, below, parseBase } from '../http/base.ts';
import type { HttpRequest } from '../http/message.ts';
import type { Probe, Rule, Verification } from '../model/rule.ts';
import type { Secret } from '../model/secret.ts';
import { BUILTIN_RULES } from '../rules/builtin.generated.ts';

/** A rule whose keys can be asked about, and where. */
export interface Api {
  readonly rule: Rule;
  readonly verification: Verification;
  readonly base: Base;
}

/** Base addresses that the operator named, by provider. */
export type NamedBases = ReadonlyMap<string, Base>;

/** Where the keys of a rule are asked about: where the operator says, or where the provider's built-in rule does. */
export function apiOf(rule: Rule, named: NamedBases): Api | undefined {
  const { verify: verification, provider } = rule;
  if (verification === undefined) return undefined;
  const base = named.get(provider) ?? builtinBase(rule);
  return base === undefined ? undefined : { rule, verification, base };
}

function builtinBase({ provider, verify }: Rule): Base | undefined {
  const builtin = BUILTIN_RULES.find((rule) => rule.provider === provider && rule.verify?.base !== undefined);
  const base = verify?.base ?? builtin?.verify?.base;
  return base === undefined ? undefined : parseBase(base, base);
}

/** Statuses that tell all by themselves: what else such an answer holds may be a customer's. */
function tellingStatuses({ answers }: Verification): number[] {
  const plain = answers.filter(({ error, says, has }) =>
    [error, says, has].every((one) => one === undefined),
  );
  return plain.map(({ status }) => status);
}

/** The request of a probe. The key goes into one header and nowhere else. */
export function probeRequest({ base, verification }: Api, { path }: Probe, secret: Secret): HttpRequest {
  return {
    method: 'GET',
    url: below(base, path),
    reach: base.reach,
    unread: tellingStatuses(verification),
    headers: { authorization: `Bearer ${secret.reveal()}`, 'user-agent': 'leakward' },
  };
}

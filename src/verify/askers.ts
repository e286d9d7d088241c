/** Every provider's asker, for one run. */
import type { Rule } from '../model/rule.ts';
import type { Verdict } from '../model/verdict.ts';
import { apiOf, type NamedBases } from '../providers/api.ts';
import { type Asker, createAsker, type Heard } from './ask.ts';
import type { VerifyDeps } from './deps.ts';
import { verdict } from './judge.ts';

export interface Askers {
  /** One asker a rule, so that all its keys share the controls. */
  of(rule: Rule): Asker['ask'];
  /** True if a key of the rule's provider was answered as active: then its refusals mean something. */
  hasAccepted(rule: Rule): boolean;
}

export function createAskers(options: VerifyDeps & { readonly bases: NamedBases }): Askers {
  const askers = new Map<string, Asker['ask']>();
  const accepting = new Set<string>();
  const note = (rule: Rule, one: Verdict): Verdict => {
    if (one.state === 'active') accepting.add(rule.provider);
    return one;
  };
  const noting = (rule: Rule, heard: Heard): Heard => {
    if (heard.kind === 'verdict') return { ...heard, verdict: note(rule, heard.verdict) };
    return { ...heard, confirm: async (gap) => note(rule, await heard.confirm(gap)) };
  };
  return {
    of(rule) {
      const known = askers.get(rule.id);
      if (known !== undefined) return known;
      const api = apiOf(rule, options.bases);
      const asker = api === undefined ? notAsked(options) : createAsker(api, options).ask;
      const ask: Asker['ask'] = async (secret, depth) => noting(rule, await asker(secret, depth));
      askers.set(rule.id, ask);
      return ask;
    },
    hasAccepted: ({ provider }) => accepting.has(provider),
  };
}

function notAsked({ now }: VerifyDeps): Asker['ask'] {
  const detail = 'no address to ask at is known';
  return async () => ({ kind: 'verdict', verdict: verdict(now, 'unknown', 'not-asked', detail) });
}

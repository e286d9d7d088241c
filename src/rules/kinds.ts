/** Whose keys rules find, in words. */
import type { Rule } from '../model/rule.ts';

/** `Nohuman AI and Nouvel`. */
export function providerNames(rules: readonly Rule[]): string {
  return enumerated([...new Set(rules.map(({ providerName }) => providerName))]);
}

/** `Nohuman AI (nh_) and Nouvel (nvl_)`. */
export function kindNames(rules: readonly Rule[]): string {
  return enumerated(rules.map(({ providerName, prefix }) => `${providerName} (${prefix})`));
}

function enumerated(names: readonly string[]): string {
  return [...names.slice(0, -2), names.slice(-2).join(' and ')].join(', ');
}

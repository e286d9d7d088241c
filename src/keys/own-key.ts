/** Files a key of ours by hash. */
import { sha256 } from '../detect/fingerprint.ts';
import { SHOWN, startOfKey } from '../detect/own.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';

/** Below this a hash could be undone by trying. */
export const LEAST_LENGTH = 16;

/** What a user says of a key when filing it. */
export type KeyNote = Pick<OwnKey, 'label' | 'owner' | 'expires' | 'protect'>;

/** Files a key by hash. Errors: `bad-key-list` for a key too short to be safe as a hash. Never prints the key. */
export function ownKeyOf(key: string, rule: Rule, note: KeyNote): OwnKey {
  if (key.length < LEAST_LENGTH) {
    throw new UserError('bad-key-list', `a key of ${key.length} characters could be guessed from its hash`, {
      hint: `keys of ${LEAST_LENGTH} characters and more can be filed`,
    });
  }
  const start = startOfKey(key, rule.prefix);
  return { ruleId: rule.id, sha256: sha256(key), start, length: key.length, ...note };
}

/** Each key once: the last note on it wins, but that it is never to be revoked, wherever that was said. */
export function onceEach(keys: readonly OwnKey[]): OwnKey[] {
  const kept = new Set(keys.filter(({ protect }) => protect === true).map(({ sha256: hash }) => hash));
  const last = new Map(keys.map((key) => [key.sha256, key]));
  return [...last.values()].map((key) => (kept.has(key.sha256) ? { ...key, protect: true } : key));
}

/** What can stand behind `Bearer` (RFC 6750, section 2.1). */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

/** Characters behind a prefix from which on it is the start of a key of its own. */
const LEAST_BODY = 16;

/**
 * False for a line that holds more than a key: a comma or quote of the file that it was copied from, a second key. The
 * provider would refuse it as never issued, while the key in it is active.
 */
export function isOneKey(text: string, rules: readonly Rule[]): boolean {
  const isTwo = rules.some(({ prefix }) => {
    const at = text.indexOf(prefix, LEAST_BODY);
    return at > 0 && text.length - at >= prefix.length + LEAST_BODY;
  });
  return TOKEN.test(text) && !isTwo;
}

/** The rule whose kind a key is: by prefix, or the first one of a provider that the name says. */
export function ruleOfKey(key: string, rules: readonly Rule[], name = ''): Rule | undefined {
  const byPrefix = rules.find(
    (rule) => key.startsWith(rule.prefix) && key.length > rule.prefix.length + SHOWN,
  );
  return byPrefix ?? rules.find((rule) => name.toLowerCase().startsWith(`${rule.provider}_`));
}

/** Which candidates are keys of ours: known by hash, so that a key list may be committed. */
import type { OwnKey } from '../model/finding.ts';
import type { Ruleset } from '../model/rule.ts';
import { latin1 } from './alphabet.ts';
import { sha256 } from './fingerprint.ts';

/** Characters of the body that a key list shows: what an Unkey dashboard shows. */
export const SHOWN = 4;

/** Keys of ours, found by how they start. Empty = nothing is ever hashed for it. */
export interface OwnIndex {
  /** The keys that start as the text at `at` does, whatever stands round it. */
  match(bytes: Uint8Array, at: number): { readonly own: OwnKey; readonly key: string } | undefined;
  /** Starts that no rule's prefix covers: keywords of their own. */
  readonly keywords: readonly string[];
  readonly size: number;
}

/** The `start` by which a key is filed: the rule's prefix and four characters, or the first four characters. */
export function startOfKey(key: string, prefix: string): string {
  return key.slice(0, (key.startsWith(prefix) ? prefix.length : 0) + SHOWN);
}

/** Files the keys by their starts. */
export function createOwnIndex(keys: readonly OwnKey[], ruleset: Ruleset): OwnIndex {
  const byStart = new Map<string, OwnKey[]>();
  for (const key of keys) byStart.set(key.start, [...(byStart.get(key.start) ?? []), key]);
  const lengths = [...new Set([...byStart.keys()].map((start) => start.length))];
  const prefixes = ruleset.rules.map((rule) => rule.prefix);
  const keywords = [...byStart.keys()].filter(
    (start) => !prefixes.some((prefix) => start.startsWith(prefix)),
  );
  return {
    keywords,
    size: keys.length,
    match(bytes, at) {
      for (const length of lengths) {
        for (const own of byStart.get(latin1(bytes, at, at + length)) ?? []) {
          const key = latin1(bytes, at, at + own.length);
          if (key.length === own.length && sha256(key) === own.sha256) return { own, key };
        }
      }
      return undefined;
    },
  };
}

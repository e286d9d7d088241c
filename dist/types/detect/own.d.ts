/** Which candidates are keys of ours: known by hash, so that a key list may be committed. */
import type { OwnKey } from '../model/finding.ts';
import type { Ruleset } from '../model/rule.ts';
/** Characters of the body that a key list shows: what an Unkey dashboard shows. */
export declare const SHOWN = 4;
/** Keys of ours, found by how they start. Empty = nothing is ever hashed for it. */
export interface OwnIndex {
    /** The keys that start as the text at `at` does, whatever stands round it. */
    match(bytes: Uint8Array, at: number): {
        readonly own: OwnKey;
        readonly key: string;
    } | undefined;
    /** Starts that no rule's prefix covers: keywords of their own. */
    readonly keywords: readonly string[];
    readonly size: number;
}
/** The `start` by which a key is filed: the rule's prefix and four characters, or the first four characters. */
export declare function startOfKey(key: string, prefix: string): string;
/** Files the keys by their starts. */
export declare function createOwnIndex(keys: readonly OwnKey[], ruleset: Ruleset): OwnIndex;

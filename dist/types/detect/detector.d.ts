/**
 * Bytes in, findings out: match, judge, locate, fingerprint. Pure and synchronous; sees no file, network or clock.
 */
import type { Blob } from '../model/blob.ts';
import type { Finding, OwnKey } from '../model/finding.ts';
import type { Pace } from '../model/pace.ts';
import type { Ruleset } from '../model/rule.ts';
import type { Candidate } from './candidate.ts';
import { type Judgement } from './judge/judge.ts';
import type { SearchData } from './kernel/search-data.ts';
import { type Refused } from './match.ts';
import { type Token } from './tokens.ts';
/** A candidate with its judgement and its place in the blob. */
export interface Judged {
    readonly candidate: Candidate;
    readonly judgement: Judgement;
    readonly span: {
        readonly start: number;
        readonly end: number;
    };
}
export interface Detector {
    /** For a search elsewhere: in what holds no hit, or settled ones only, `suspects` finds nothing. */
    readonly searchData: SearchData;
    /** Memory to read a blob into so that it need not be copied; valid until the next call. */
    buffer(size: number): Uint8Array;
    /**
     * Findings of every confidence, in order of place.
     * @param unread called with the reason if some of the blob was not read: what is encoded in it costs too much to decode
     */
    detect(blob: Blob, unread?: (reason: string) => void): Finding[];
    /**
     * The same in turns: a blob may be nothing but keys. Throws what `pace` throws. Until it has ended, nothing else may
     * be asked of the detector.
     */
    detectInTurns(blob: Blob, pace: Pace, unread?: (reason: string) => void): Promise<Finding[]>;
    /**
     * True if something in the bytes could be a finding in some surroundings: of every blob with a finding or with a part
     * that is not read, and of few others. Of an object that is given as changes to one without suspects, only what is
     * within `SUSPECT_REACH` of them has to be searched.
     * @param isName the bytes are names of files, branches or tags: a tree
     */
    suspects(bytes: Uint8Array, within?: readonly number[], isName?: boolean): boolean;
    /** What is behind each keyword, not judged: for texts in which no part of a key may be. */
    tokens(bytes: Uint8Array): Token[];
    /** Every candidate, the rejected ones too, and the keywords that were none: for `explain`. */
    explain(blob: Blob): {
        readonly judged: readonly Judged[];
        readonly refused: readonly Refused[];
    };
}
/** Further away nothing changes what is read at a place: what a reader decodes, and the longest needle. */
export declare const SUSPECT_REACH: number;
/** Further away nothing changes whether there is a hit, and whether it is settled: the longest needle, and a wrapped line. */
export declare const HIT_REACH = 320;
/** Compiles a rule set and the keys of ours. Costs about a millisecond; keep it for all blobs. */
export declare function createDetector(ruleset: Ruleset, ownKeys?: readonly OwnKey[]): Detector;

import type { Origin } from './origin.ts';
import type { Secret } from './secret.ts';
/** Who issued a candidate, as far as one can tell without asking. */
export type Attribution = 'own' | 'shape' | 'context' | 'none' | 'foreign' | 'sample';
export type Confidence = 'high' | 'medium' | 'low';
/** The parts of a score. */
export type ReasonPart = 'own' | 'sample' | 'shape' | 'randomness' | 'segments' | 'placeholder' | 'context' | 'foreign' | 'syntax' | 'surroundings' | 'split';
/** One part of a score: points added or taken, and why, in words that hold no key. */
export interface Reason {
    readonly part: ReasonPart;
    readonly points: number;
    readonly text: string;
}
/** How the key was written where it stood, outermost first. Empty = plainly. */
export type Encoding = 'utf-16le' | 'utf-16be' | 'base64' | 'hex' | 'percent' | 'escape' | 'html' | 'markdown' | 'split';
/**
 * How a key is written where it is: given to a name, in a header, a string or a line of its own; or inside running text,
 * a table or a log, where ids of other products occur as often.
 */
export type Syntax = 'assignment' | 'header' | 'string' | 'line' | 'text' | 'table' | 'log';
/** What makes a leak worse than text in a repository, or will make one. */
export type Exposure = 'tracked-env-file' | 'env-file-not-ignored' | 'public-variable' | 'client-bundle' | 'mobile-source';
/** Stages of a system, and the sides of the network that a variable is read on. */
export declare const ENVIRONMENTS: readonly ["production", "staging", "testing", "development", "browser", "server"];
export type Environment = (typeof ENVIRONMENTS)[number];
/** 1-based lines and columns, columns in UTF-16 units, the end exclusive. The span is that of the encoded form. */
export interface Location {
    readonly path: string;
    /** Of a path that is masked: the first 12 digits of the SHA-256 of the whole path. */
    readonly pathId?: string;
    readonly startLine: number;
    readonly startColumn: number;
    readonly endLine: number;
    readonly endColumn: number;
}
/** What is shown of a finding's line: the name the key is given to, and the masked key. Nothing else of the line. */
export interface Excerpt {
    readonly text: string;
    /** 0-based UTF-16 offset of the masked finding in `text`. */
    readonly start: number;
    readonly length: number;
}
/** A key that is known to be ours: from this machine's environment, or the organisation's key list. */
export interface OwnKey {
    /** The rule whose kind of key it is. */
    readonly ruleId: string;
    /** Lower-case hex SHA-256 of the whole key. */
    readonly sha256: string;
    /** The rule's prefix and four characters, or the first four characters of a key without a known prefix. */
    readonly start: string;
    /** Characters in the whole key. */
    readonly length: number;
    readonly label: string;
    readonly owner?: string;
    /** ISO date. */
    readonly expires?: string;
    /** Never to be revoked by leakward. */
    readonly protect?: boolean;
}
/** Why a finding does not count. */
export interface Suppression {
    readonly kind: 'inline' | 'ignore-file' | 'baseline';
    readonly reason?: string;
    /** ISO date after which it counts again. */
    readonly until?: string;
    /** Where the suppression is written: `path:line`. */
    readonly where: string;
}
/** Where a key is, and what comments there say of it. */
export interface FoundAt {
    readonly location: Location;
    /** An inline comment that covers it. */
    readonly allowedInline?: Suppression;
    /** `path:line` of a `leakward:allow-begin` before the key that nothing ends: it allows nothing. */
    readonly unclosedAllow?: string;
}
/** A judged candidate. */
export interface Finding extends FoundAt {
    /** `<rule id>:<hex SHA-256 of the key>`: survives moves, rebases and squashes. */
    readonly fingerprint: string;
    readonly ruleId: string;
    readonly provider: string;
    readonly secret: Secret;
    readonly confidence: Confidence;
    /** 0 to 100. */
    readonly score: number;
    readonly reasons: readonly Reason[];
    readonly attribution: Attribution;
    /** Byte offsets of the encoded span in the blob. */
    readonly span: {
        readonly start: number;
        readonly end: number;
    };
    readonly origin: Origin;
    readonly encoding: readonly Encoding[];
    readonly syntax: Syntax;
    readonly exposure: readonly Exposure[];
    /** What the place is for, as far as names say. */
    readonly environments: readonly Environment[];
    readonly excerpt: Excerpt;
    readonly own?: OwnKey;
}
/** A finding apart from its place: what reports it says where. */
export type FoundKey = Omit<Finding, keyof FoundAt>;

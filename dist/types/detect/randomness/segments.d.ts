export type SegmentKind = 'hex' | 'digits' | 'term' | 'ulid' | 'kubernetes' | 'mangled';
/** Characters `[start, end)` of a body, and what they cost in bits once their kind is known. */
export interface Segment {
    readonly kind: SegmentKind;
    readonly start: number;
    readonly end: number;
    readonly bits: number;
}
/** The recognised segments of `body`, in order, none overlapping another. */
export declare function segmentsOf(body: string): Segment[];

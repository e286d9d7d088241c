/** A break at a place of a text. */
export interface SoftBreak {
    /** Offset of what goes on behind it. */
    readonly end: number;
    /** False where other text may begin behind it as well: what goes on must then look like a part of the key. */
    readonly isCertain: boolean;
}
/** The break at `at`, which stands behind a character of a body; undefined if the text ends there. */
export declare function softBreakAt(bytes: Uint8Array, at: number): SoftBreak | undefined;

/** Comments that allow a key, read from the text of one line: ours, and those of other scanners. */
/** What a comment says behind its mark. */
export interface AllowComment {
    readonly reason?: string;
    /** ISO date after which it counts no more. */
    readonly until?: string;
}
/** The comment on the line of a key, of whichever scanner; undefined if there is none for this rule. */
export declare function commentOnLine(line: string, ruleId: string): AllowComment | undefined;
/** The comment that is alone on its line and covers the next one. */
export declare function commentBefore(line: string, ruleId: string): AllowComment | undefined;
/** Reads what is behind a mark of ours; undefined if it names another rule. */
export declare function readMark(text: string, ruleId: string): AllowComment | undefined;

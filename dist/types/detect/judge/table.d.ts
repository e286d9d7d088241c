/** A cell that holds nothing but the candidate. */
export interface Cell {
    /** The name of the column; empty if the table has no header within reach. */
    readonly column: string;
    /** A value of a statement of a program, which names its columns. */
    readonly isInserted?: boolean;
}
/** The text round a candidate. */
export interface CellText {
    readonly bytes: Uint8Array;
    readonly start: number;
    /** The text before the candidate on its line. */
    readonly line: string;
    /** The text behind it on its line. */
    readonly rest: string;
}
/** The cell that holds nothing but the candidate; undefined if it is in no table. */
export declare function cellOf(text: CellText): Cell | undefined;

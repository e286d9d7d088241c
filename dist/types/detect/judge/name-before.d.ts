/** @param before text up to the value. @param line the part of it on the value's own line. */
export declare function nameBefore(before: string, line: string): string;
/** The function that a value is an argument of, the first one: `findUser("…")`. Empty if there is none. */
export declare function calleeBefore(line: string): string;

export interface NameWords {
    /** The phrase that a name holds, if the name is otherwise that of a secret or of nothing: `NO_HUMAN_KEY`. */
    inName(name: string): string | undefined;
    /** The phrase where it is a name near by: of a section, a class, a module, or in that of a secret. */
    near(text: string): string | undefined;
}
/** @param phrases lower case, their words parted by blanks */
export declare function createNameWords(phrases: readonly string[]): NameWords;

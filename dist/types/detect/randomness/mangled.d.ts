/** Compilers' names: scopes and functions with their lengths before them (Itanium C++ ABI, Rust, Swift). */
/** True if `body` is a mangled name: such a start, and names that are as long as the numbers before them say. */
export declare function isMangled(body: string): boolean;

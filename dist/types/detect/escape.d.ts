/** True if an escape ends in front of `at`. */
export declare function endsEscape(bytes: Uint8Array, at: number): boolean;

/**
 * What a user can get wrong or run into, by stable code. Messages may change, codes may not.
 * Anything thrown that is no UserError is a bug and shows its stack.
 */
export type ErrorCode = 'bad-usage' | 'bad-config' | 'bad-rule' | 'bad-key-list' | 'bad-suppression' | 'bad-report' | 'bad-baseline' | 'bad-journal' | 'not-found' | 'unreadable' | 'unwritable' | 'git-failed' | 'not-a-repository' | 'network' | 'refused';
/** An error for people: what failed on what, and one hint of what to type next. Holds no key. */
export declare class UserError extends Error {
    readonly name = "UserError";
    readonly code: ErrorCode;
    readonly hint: string | undefined;
    constructor(code: ErrorCode, message: string, options?: {
        hint?: string;
        cause?: unknown;
    });
}

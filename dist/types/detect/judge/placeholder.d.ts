/** Values that documentation and tests write in place of a key. */
import type { Rule } from '../../model/rule.ts';
/** Why a body is a placeholder, in words; undefined if it is none. */
export declare function placeholderIn(body: string, rule: Rule): string | undefined;

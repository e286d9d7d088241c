/** Whether the issuer can have made a body. */
import type { IssuedForm, Rule } from '../../model/rule.ts';
/** The form of the rule that a body has; undefined if the issuer is not known to make such bodies. */
export declare function issuedFormOf(body: string, rule: Rule): IssuedForm | undefined;
/** True if a body is written in hexadecimal digits of one case. */
export declare function isHex(body: string): boolean;

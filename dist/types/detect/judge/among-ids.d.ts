/**
 * Ids among each other. Databases of other products give their records ids that start like our keys (`nh_` and what
 * nanoid, cuid or KSUID make). Where a text shows several of one make, or one as an id, the others are ids, too.
 */
import type { Candidate } from '../candidate.ts';
import { type Judgement } from './judge.ts';
interface Judged {
    readonly candidate: Candidate;
    readonly judgement: Judgement;
}
/** The same candidates in the same order; ids score less. What has an issuer or a secret's name is left alone. */
export declare function amongIds<T extends Judged>(judged: readonly T[]): readonly T[];
export {};

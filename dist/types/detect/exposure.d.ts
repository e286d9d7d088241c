/** What makes a leak worse than text in a repository: told beside the finding, never part of its score. */
import type { Exposure } from '../model/finding.ts';
import { type Origin } from '../model/origin.ts';
/** True for the name of a variable that build tools ship to browsers. */
export declare function isPublicVariable(name: string): boolean;
/** @param name the variable the key is given to, empty if none */
export declare function exposureOf(origin: Origin, name: string): Exposure[];

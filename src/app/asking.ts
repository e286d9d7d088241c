/** Which keys providers are asked about, and where. */
import type { Rule } from '../model/rule.ts';
import type { NamedBases } from '../providers/api.ts';
import type { Scope } from '../verify/verify.ts';

export interface Asking {
  /** Which keys are asked about. */
  readonly scope: Scope;
  /** Where the providers of these rules are asked instead; read when there is a key to ask about. */
  readonly bases: (rules: readonly Rule[]) => NamedBases;
  /** Keys that are asked about at most, those of ours first. */
  readonly max?: number;
}

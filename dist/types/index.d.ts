/**
 * leakward as a library: bytes in, findings out. Reads no file, asks no provider.
 *
 * @example
 * const detector = createDetector(createRuleset());
 * detector.detect({ origin: { kind: 'file', path: 'config.ts' }, bytes });
 */
export { createDetector, type Detector } from './detect/detector.ts';
export type { Blob } from './model/blob.ts';
export { type ErrorCode, UserError } from './model/error.ts';
export type { Attribution, Confidence, Finding, OwnKey, Reason } from './model/finding.ts';
export type { Origin } from './model/origin.ts';
export { type Outcome, outcomeOf } from './model/policy.ts';
export type { Report, Result } from './model/report.ts';
export type { Rule, Ruleset } from './model/rule.ts';
export { Secret } from './model/secret.ts';
export { createRuleset } from './rules/ruleset.ts';
export { VERSION } from './version.generated.ts';

/** Keys in a text of a report that no finding tells of, in every encoding that the detector reads. */
import { createDetector, type Detector } from '../detect/detector.ts';
import type { Finding } from '../model/finding.ts';
import { outcomeOf } from '../model/policy.ts';
import type { Secret } from '../model/secret.ts';
import { createRuleset } from '../rules/ruleset.ts';

/** `name`: of a file, branch or tag. `prose`: all else. */
export type TextKind = 'name' | 'prose';

/** A key in a text; the whole encoded form of it. */
export interface KeySpan {
  /** 0-based UTF-16 offsets, the end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly secret: Secret;
  readonly fingerprint: string;
  /** False: in this text by itself it is no more than a warning. */
  readonly counts: boolean;
}

let made: Detector | undefined;

/** Between texts that are searched together: neither a wrapped line nor a string goes on over it. */
const BETWEEN = '\n\n;\n\n';
/** Texts that are searched together at most. */
const MOST_TOGETHER = 512;

/** Those of the texts in which `keySpans` could find anything. Asked of many together, as most hold nothing. */
export function suspiciousTexts(texts: readonly string[]): string[] {
  const all: string[] = [];
  for (let at = 0; at < texts.length; at += MOST_TOGETHER)
    all.push(...suspicious(texts.slice(at, at + MOST_TOGETHER)));
  return all;
}

function suspicious(texts: readonly string[]): readonly string[] {
  if (!variantsOf(texts.join(BETWEEN)).some((one) => isSuspect(Buffer.from(one)))) return [];
  if (texts.length < 2) return texts;
  const half = texts.length >> 1;
  return [...suspicious(texts.slice(0, half)), ...suspicious(texts.slice(half))];
}

function isSuspect(bytes: Buffer): boolean {
  made ??= createDetector(createRuleset());
  return made.suspects(bytes) || made.suspects(bytes, undefined, true);
}

/** A reader of base64 takes the slash of a path for one of its digits. */
function variantsOf(text: string): readonly string[] {
  return text.includes('/') ? [text, text.replaceAll('/', '\n')] : [text];
}

/** All candidates but samples. */
export function keySpans(text: string, kind: TextKind): readonly KeySpan[] {
  return variantsOf(text).flatMap((one) => spansIn(Buffer.from(one), kind));
}

function spansIn(bytes: Buffer, kind: TextKind): KeySpan[] {
  made ??= createDetector(createRuleset());
  const detector = made;
  const unitsTo = (offset: number): number => bytes.toString('utf8', 0, offset).length;
  return [false, true]
    .filter((isName) => detector.suspects(bytes, undefined, isName))
    .flatMap((isName) => detector.detect({ origin: { kind: 'stdin', path: '' }, bytes, isName }))
    .filter(({ attribution }) => attribution !== 'sample')
    .map((finding) => ({
      start: unitsTo(finding.span.start),
      end: unitsTo(finding.span.end),
      secret: finding.secret,
      fingerprint: finding.fingerprint,
      counts: kind === 'name' ? isMeant(finding) : finding.confidence !== 'low',
    }));
}

/** True if a key is more than a warning. That it is split over literals disarms the code, not the key. */
export function isMeant(finding: Finding): boolean {
  return finding.confidence !== 'low' && outcomeOf({ ...finding, encoding: [] }) === 'fail';
}

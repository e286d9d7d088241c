/** Keys in a text of a report that no finding tells of, in every encoding that the detector reads. */
import { createDetector, type Detector } from '../detect/detector.ts';
import { fingerprintOf } from '../detect/fingerprint.ts';
import type { Finding, FoundKey } from '../model/finding.ts';
import { holdsNames } from '../model/origin.ts';
import { outcomeOf } from '../model/policy.ts';
import { Secret } from '../model/secret.ts';
import { createRuleset } from '../rules/ruleset.ts';
import { isPartOfKey } from './part-of-key.ts';

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
    for (const one of suspicious(texts.slice(at, at + MOST_TOGETHER))) all.push(one);
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
  return (
    made.suspects(bytes) ||
    made.suspects(bytes, undefined, true) ||
    made.tokens(bytes).some((token) => isPartOfKey(token, 'prose'))
  );
}

/** A reader of base64 takes the slash of a path for one of its digits. */
function variantsOf(text: string): readonly string[] {
  return text.includes('/') ? [text, text.replaceAll('/', '\n')] : [text];
}

/** All candidates but samples, and what may be part of a key: one that is cut short, or touched on both sides. */
export function keySpans(text: string, kind: TextKind): readonly KeySpan[] {
  return variantsOf(text).flatMap((one) => spansIn(Buffer.from(one), kind));
}

function spansIn(bytes: Buffer, kind: TextKind): KeySpan[] {
  made ??= createDetector(createRuleset());
  const detector = made;
  const unitsTo = (offset: number): number => bytes.toString('utf8', 0, offset).length;
  const keys = [{ kind: 'stdin' } as const, { kind: 'name', of: 'path' } as const]
    .filter((origin) => detector.suspects(bytes, undefined, holdsNames(origin)))
    .flatMap((origin) => detector.detect({ origin, bytes }))
    .map((finding) => ({
      ...finding,
      counts: kind === 'name' ? isMeant(finding) : finding.confidence !== 'low',
    }));
  // Beside a key, what looks like the rest of one is no id or hash.
  const care = keys.some(({ counts }) => counts) ? 'prose' : kind;
  const parts = detector
    .tokens(bytes)
    .filter(
      (token) =>
        isPartOfKey(token, care) && !keys.some((key) => isSettled(key) && overlap(key.span, token.span)),
    )
    .map(({ rule, body, span }) => ({
      span,
      secret: new Secret(rule.prefix + body, rule.prefix.length),
      fingerprint: fingerprintOf(rule.id, rule.prefix + body),
      counts: true,
    }));
  return [...keys.filter(({ attribution }) => attribution !== 'sample'), ...parts].map(
    ({ span, secret, fingerprint, counts }) => ({
      start: unitsTo(span.start),
      end: unitsTo(span.end),
      secret,
      fingerprint,
      counts,
    }),
  );
}

/** True for a key, which is masked as far as it goes, and for a sample, which is none. */
function isSettled({ counts, attribution }: Finding & { readonly counts: boolean }): boolean {
  return counts || attribution === 'sample';
}

function overlap(one: Finding['span'], other: Finding['span']): boolean {
  return one.start < other.end && other.start < one.end;
}

/** True if a key is more than a warning. That it is split over literals disarms the code, not the key. */
export function isMeant(finding: FoundKey): boolean {
  return finding.confidence !== 'low' && outcomeOf({ ...finding, encoding: [] }) === 'fail';
}

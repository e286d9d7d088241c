/**
 * The one sink of every report: each text in it goes through one mask, wherever it is. Names of files, branches and
 * commits are hostile and may hold keys in any encoding, or a part of one.
 */
import type { FoundKey } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { Secret } from '../model/secret.ts';
import { isMeant, type KeySpan, keySpans, suspiciousTexts, type TextKind } from './key-spans.ts';
import { pathIdOf } from './path-id.ts';

export type Mask = (text: string, kind: TextKind) => string;
type KnownKey = Pick<FoundKey, 'secret' | 'fingerprint'>;
type Span = Pick<KeySpan, 'start' | 'end' | 'secret'>;

/** Fields whose text is the name of a file, branch or tag, or begins with one. */
const NAMES: ReadonlySet<string> = new Set(['path', 'paths', 'ref', 'where', 'unclosedAllow', 'target']);
/** Fields that hold a hash, which nobody chose. */
const HASHES: ReadonlySet<string> = new Set(['fingerprint', 'sha', 'blob', 'oid', 'sha256']);
const HASH = /^(?:[a-z][a-z0-9-]{0,60}:)?(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** A shorter text holds no part of a key that tells the rest. */
const LEAST = 12;
const NONE: readonly KeySpan[] = [];

/** The report without its keys, encoded keys and parts of its keys in any of its texts. */
export function maskReport(report: Report): Report {
  const findings = [...report.results, ...report.suppressed].map(({ finding }) => finding);
  return maskValue(report, createMask(findings.filter(isMeant), report));
}

/**
 * Masks keys that are known, and keys that it finds in any of the texts of `value`, in every text.
 * @param known masked in part, too
 */
export function createMask(known: readonly KnownKey[], value: unknown): Mask {
  const texts = textsOf(value);
  const all = new Set([...texts.name, ...texts.prose].filter((text) => text.length >= LEAST));
  const suspicious = new Set(suspiciousTexts([...all]));
  const spansOf = remembering((text, kind) =>
    text.length < LEAST || (all.has(text) && !suspicious.has(text)) ? NONE : keySpans(text, kind),
  );
  const found = (['name', 'prose'] as const).flatMap((kind) =>
    [...texts[kind]].flatMap((text) => spansOf(text, kind).filter(({ counts }) => counts)),
  );
  const keys = new Map([...known, ...found].map(({ fingerprint, secret }) => [fingerprint, secret]));
  const find = Secret.finder([...keys.values()]);
  return remembering((text, kind) => {
    const whole = spansOf(text, kind).filter(({ counts, fingerprint }) => counts || keys.has(fingerprint));
    const parts = find(text).map(({ start, end, of }) => ({
      start: of.startBefore(text, start),
      end,
      secret: of,
    }));
    return replaced(text, [...whole, ...parts]);
  });
}

/** The same value with each text masked. A path that changes keeps an id. */
export function maskValue<T>(value: T, mask: Mask): T {
  return masked(value, '', mask) as T;
}

function masked(value: unknown, field: string, mask: Mask): unknown {
  if (typeof value === 'string') return isHash(value, field) ? value : mask(value, kindOf(field));
  if (Array.isArray(value)) return value.map((one) => masked(one, field, mask));
  if (!isPlain(value)) return value;
  if (field === 'excerpt') return maskExcerpt(value as unknown as FoundKey['excerpt'], mask);
  const shown: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) shown[name] = masked(one, name, mask);
  return Object.assign(shown, idOf(value, shown['path']));
}

function idOf({ path, pathId }: Readonly<Record<string, unknown>>, shown: unknown): { pathId?: string } {
  return typeof path === 'string' && shown !== path && pathId === undefined ? { pathId: pathIdOf(path) } : {};
}

/** The redacted key in it is ours, and its place is known. */
function maskExcerpt({ text, start, length }: FoundKey['excerpt'], mask: Mask): FoundKey['excerpt'] {
  const before = mask(text.slice(0, start), 'prose');
  const after = mask(text.slice(start + length), 'prose');
  return { text: before + text.slice(start, start + length) + after, start: before.length, length };
}

function textsOf(value: unknown): Readonly<Record<TextKind, ReadonlySet<string>>> {
  const texts = { name: new Set<string>(), prose: new Set<string>() };
  // The same walk as the mask's: no text is looked for elsewhere than where it is masked.
  maskValue(value, (text, kind) => {
    texts[kind].add(text);
    return text;
  });
  return texts;
}

/** False for a `Secret`, which prints redacted by itself. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isHash(text: string, field: string): boolean {
  return HASHES.has(field) && HASH.test(text);
}

function kindOf(field: string): TextKind {
  return NAMES.has(field) ? 'name' : 'prose';
}

function replaced(text: string, spans: readonly Span[]): string {
  let clean = '';
  let from = 0;
  for (const { start, end, secret } of merged(spans)) {
    clean += text.slice(from, start) + secret.redacted;
    from = end;
  }
  return clean + text.slice(from);
}

/** In order, those that overlap as one. */
function merged(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
  }
  return joined;
}

/** The same few names and subjects are in many findings. */
function remembering<T>(make: (text: string, kind: TextKind) => T): (text: string, kind: TextKind) => T {
  const made = { name: new Map<string, T>(), prose: new Map<string, T>() };
  return (text, kind) => {
    const known = made[kind].get(text);
    if (known !== undefined) return known;
    const one = make(text, kind);
    made[kind].set(text, one);
    return one;
  };
}

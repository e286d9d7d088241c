/**
 * Bytes in, findings out: match, judge, locate, fingerprint. Pure and synchronous; sees no file, network or clock.
 */
import type { Blob } from '../model/blob.ts';
import type { Finding, OwnKey } from '../model/finding.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { Secret } from '../model/secret.ts';
import { type AllowedBlock, allowedBlocks, allowedInline, unclosedBefore } from './allow.ts';
import { latin1 } from './alphabet.ts';
import type { Candidate } from './candidate.ts';
import { REACH, spanInBlob } from './decode/view.ts';
import { distinct } from './distinct.ts';
import { environmentsOf } from './environment.ts';
import { excerptOf } from './excerpt.ts';
import { exposureOf } from './exposure.ts';
import { fingerprintOf } from './fingerprint.ts';
import { amongIds } from './judge/among-ids.ts';
import { couldBeKey, createJudge, type Judge, type Judgement } from './judge/judge.ts';
import { CONTEXT_REACH } from './judge/surroundings.ts';
import { createLocator } from './locate.ts';
import { createMatcher, type Matcher, type Refused } from './match.ts';
import { createOwnIndex } from './own.ts';
import { type Token, tokensIn } from './tokens.ts';

/** A candidate with its judgement and its place in the blob. */
export interface Judged {
  readonly candidate: Candidate;
  readonly judgement: Judgement;
  readonly span: { readonly start: number; readonly end: number };
}

export interface Detector {
  /** Memory to read a blob into so that it need not be copied; valid until the next call. */
  buffer(size: number): Uint8Array;
  /**
   * Findings of every confidence, in order of place.
   * @param unread called with the reason if some of the blob was not read: what is encoded in it costs too much to decode
   */
  detect(blob: Blob, unread?: (reason: string) => void): Finding[];
  /**
   * True if something in the bytes could be a finding in some surroundings: of every blob with a finding or with a part
   * that is not read, and of few others. An object told as changes to one without suspects need be looked at only within `SUSPECT_REACH` of them.
   * @param isName the bytes are names of files, branches or tags: a tree
   */
  suspects(bytes: Uint8Array, within?: readonly number[], isName?: boolean): boolean;
  /** What is behind each keyword, not judged: for texts in which no part of a key may be. */
  tokens(bytes: Uint8Array): Token[];
  /** Every candidate, the rejected ones too, and the keywords that were none: for `explain`. */
  explain(blob: Blob): { readonly judged: readonly Judged[]; readonly refused: readonly Refused[] };
}

/** Further away nothing changes what is read at a place: what a reader decodes, and the longest needle. */
export const SUSPECT_REACH = REACH + 256;

/** Compiles a rule set and the keys of ours. Costs about a millisecond; keep it for all blobs. */
export function createDetector(ruleset: Ruleset, ownKeys: readonly OwnKey[] = []): Detector {
  const ruleById = new Map(ruleset.rules.map((rule) => [rule.id, rule]));
  const own = createOwnIndex(ownKeys, ruleset);
  const ruleOfStart = (start: string): Rule => ruleOfKey(ruleset, ruleById, ownKeys, start);
  const matcher = createMatcher(ruleset.rules, own, ruleOfStart);
  const judge = createJudge(ruleset.rules);
  const known = remembering(couldBeKey);
  return {
    buffer: (size) => matcher.buffer(size),
    detect(blob, unread) {
      const { judged, refused } = judgedIn(blob, matcher, judge);
      if (refused > 0) unread?.(`too much is encoded in it: ${refused} places were not decoded`);
      const found = judged.filter(({ judgement }) => isFinding(judgement));
      return found.length === 0 ? [] : findingsOf(blob, distinct(found));
    },
    suspects(bytes, within, isName) {
      let isSuspect = false;
      const candidate = (one: Candidate): void => {
        isSuspect ||= known(one);
      };
      const refused = matcher.match(bytes, { candidate }, within, isName);
      return isSuspect || refused > 0;
    },
    tokens: (bytes) => tokensIn(bytes, matcher),
    explain(blob) {
      const refused: Refused[] = [];
      const { judged } = judgedIn(blob, matcher, judge, (why) => refused.push(why));
      return { judged, refused };
    },
  };
}

/** The versions of a file repeat the same few names. */
const MOST_REMEMBERED = 10_000;

function remembering(test: (candidate: Candidate) => boolean): (candidate: Candidate) => boolean {
  const answers = new Map<string, boolean>();
  return (candidate) => {
    if (candidate.own !== undefined) return true;
    const key = `${candidate.rule.id}:${candidate.key}`;
    const answer = answers.get(key) ?? test(candidate);
    if (answers.size >= MOST_REMEMBERED) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

/** A sample is kept although its score is nothing: it is counted. */
function isFinding({ confidence, attribution }: Judgement): boolean {
  return confidence !== undefined || attribution === 'sample';
}

function ruleOfKey(
  ruleset: Ruleset,
  ruleById: ReadonlyMap<string, Rule>,
  ownKeys: readonly OwnKey[],
  start: string,
): Rule {
  const id = ownKeys.find((key) => key.start === start)?.ruleId ?? '';
  const rule = ruleById.get(id) ?? ruleset.rules[0];
  if (rule === undefined) throw new Error('a rule set has at least one rule');
  return rule;
}

function judgedIn(
  blob: Blob,
  matcher: Matcher,
  judge: Judge,
  explain?: (why: Refused) => void,
): { readonly judged: readonly Judged[]; readonly refused: number } {
  const judged: Judged[] = [];
  const { from, to } = blob.window ?? { from: 0, to: blob.bytes.length };
  const path = blob.origin.path ?? '';
  const candidate = (one: Candidate): void => {
    const span = spanInBlob(one.view, one.start, one.end);
    if (span.start < from || span.start >= to) return;
    judged.push({ candidate: one, judgement: judge(one, path), span });
  };
  const sink = explain === undefined ? { candidate } : { candidate, refused: explain };
  const refused = matcher.match(blob.bytes, sink, undefined, blob.isName);
  return { judged: amongIds(judged), refused };
}

function findingsOf(blob: Blob, judged: readonly Judged[]): Finding[] {
  const locate = createLocator(blob);
  const blocks = allowedBlocks(blob.bytes);
  const whereOf = (offset: number): string => {
    const { path, startLine } = locate(offset, offset);
    return `${path}:${startLine}`;
  };
  return judged.map(({ candidate, judgement, span }) => {
    const secret = secretOf(candidate);
    return {
      fingerprint: fingerprintOf(candidate.rule.id, candidate.key),
      ruleId: candidate.rule.id,
      provider: candidate.rule.provider,
      secret,
      confidence: judgement.confidence ?? 'low',
      score: judgement.score,
      reasons: judgement.reasons,
      attribution: judgement.attribution,
      location: locate(span.start, span.end),
      span: absolute(blob, span),
      origin: blob.origin,
      encoding: candidate.view.encoding,
      syntax: judgement.placed.syntax,
      environments: environmentsOf(
        blob.origin.path ?? '',
        judgement.placed.name,
        latin1(candidate.view.bytes, candidate.start - CONTEXT_REACH, candidate.start),
      ),
      exposure: exposureOf(blob.origin, judgement.placed.name),
      excerpt: excerptOf(blob.bytes, { ...span, text: secret.redacted }),
      ...(candidate.own === undefined ? {} : { own: candidate.own }),
      ...allowanceOf(blob, blocks, span, candidate.rule.id, whereOf),
    };
  });
}

/** What comments around a finding say of it. */
function allowanceOf(
  { bytes, window }: Blob,
  blocks: readonly AllowedBlock[],
  span: Judged['span'],
  ruleId: string,
  whereOf: (offset: number) => string,
): Pick<Finding, 'allowedInline' | 'unclosedAllow'> {
  const allowed = allowedInline(bytes, blocks, span, ruleId, whereOf);
  if (allowed !== undefined) return { allowedInline: allowed };
  // What ends a block may be in a later window of a large file.
  if (window !== undefined && window.to < bytes.length) return {};
  const unclosed = unclosedBefore(bytes, blocks, span.start, ruleId);
  return unclosed === undefined ? {} : { unclosedAllow: whereOf(unclosed) };
}

function secretOf({ key, rule }: Candidate): Secret {
  return new Secret(key, key.startsWith(rule.prefix) ? rule.prefix.length : 0);
}

function absolute(blob: Blob, span: Judged['span']): Judged['span'] {
  const offset = blob.window?.at.offset ?? 0;
  return { start: offset + span.start, end: offset + span.end };
}

/**
 * Bytes in, findings out: match, judge, locate, fingerprint. Pure and synchronous; sees no file, network or clock.
 */
import type { Blob } from '../model/blob.ts';
import type { Finding, OwnKey } from '../model/finding.ts';
import { contentPath, holdsNames } from '../model/origin.ts';
import type { Pace } from '../model/pace.ts';
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
import type { SearchData } from './kernel/search-data.ts';
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
  /** For a search elsewhere: in what holds no hit, or settled ones only, `suspects` finds nothing. */
  readonly searchData: SearchData;
  /** Memory to read a blob into so that it need not be copied; valid until the next call. */
  buffer(size: number): Uint8Array;
  /**
   * Findings of every confidence, in order of place.
   * @param unread called with the reason if some of the blob was not read: what is encoded in it costs too much to decode
   */
  detect(blob: Blob, unread?: (reason: string) => void): Finding[];
  /**
   * The same in turns: a blob may be nothing but keys. Throws what `pace` throws. Until it has ended, nothing else may
   * be asked of the detector.
   */
  detectInTurns(blob: Blob, pace: Pace, unread?: (reason: string) => void): Promise<Finding[]>;
  /**
   * True if something in the bytes could be a finding in some surroundings: of every blob with a finding or with a part
   * that is not read, and of few others. Of an object that is given as changes to one without suspects, only what is
   * within `SUSPECT_REACH` of them has to be searched.
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

/** Further away nothing changes whether there is a hit, and whether it is settled: the longest needle, and a wrapped line. */
export const HIT_REACH = 320;

/** Compiles a rule set and the keys of ours. Costs about a millisecond; keep it for all blobs. */
export function createDetector(ruleset: Ruleset, ownKeys: readonly OwnKey[] = []): Detector {
  const ruleById = new Map(ruleset.rules.map((rule) => [rule.id, rule]));
  const own = createOwnIndex(ownKeys, ruleset);
  const ruleOfStart = (start: string): Rule => ruleOfKey(ruleset, ruleById, ownKeys, start);
  const matcher = createMatcher(ruleset.rules, own, ruleOfStart);
  const judge = createJudge(ruleset.rules);
  const known = remembering(couldBeKey);
  return {
    searchData: matcher.searchData,
    buffer: (size) => matcher.buffer(size),
    detect(blob, unread) {
      const work = findingsIn(blob, matcher, judge, unread);
      let step = work.next();
      while (step.done !== true) step = work.next();
      return step.value;
    },
    async detectInTurns(blob, pace, unread) {
      const work = findingsIn(blob, matcher, judge, unread);
      let step = work.next();
      for (; step.done !== true; step = work.next()) {
        const turn = pace();
        if (turn !== undefined) await turn;
      }
      return step.value;
    },
    suspects(bytes, within, isName) {
      const matches = matcher.match(bytes, within, isName);
      for (const match of matches) if ('candidate' in match && known(match.candidate)) return true;
      return matches.undecoded() > 0;
    },
    tokens: (bytes) => tokensIn(bytes, matcher),
    explain(blob) {
      const matches = matcher.match(blob.bytes, undefined, holdsNames(blob.origin));
      const judged: Judged[] = [];
      const refused: Refused[] = [];
      for (const match of matches) {
        if ('refused' in match) refused.push(match.refused);
        else judged.push(...judgedOf(blob, match.candidate, judge));
      }
      return { judged: amongIds(judged), refused };
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

/** Yields between candidates, and between findings: what is done of each takes a fraction of a millisecond. */
function* findingsIn(
  blob: Blob,
  matcher: Matcher,
  judge: Judge,
  unread?: (reason: string) => void,
): Generator<void, Finding[]> {
  const matches = matcher.match(blob.bytes, undefined, holdsNames(blob.origin));
  const judged: Judged[] = [];
  for (const match of matches) {
    if ('candidate' in match) judged.push(...judgedOf(blob, match.candidate, judge));
    yield;
  }
  const undecoded = matches.undecoded();
  if (undecoded > 0) unread?.(`too much is encoded in it: ${undecoded} places were not decoded`);
  const found = amongIds(judged).filter(({ judgement }) => isFinding(judgement));
  const findings: Finding[] = [];
  if (found.length === 0) return findings;
  const describe = createDescriber(blob);
  for (const one of distinct(found)) {
    findings.push(describe(one));
    yield;
  }
  return findings;
}

/** Nothing where another window reports the place. */
function judgedOf(blob: Blob, candidate: Candidate, judge: Judge): Judged[] {
  const { from, to } = blob.window ?? { from: 0, to: blob.bytes.length };
  const span = spanInBlob(candidate.view, candidate.start, candidate.end);
  if (span.start < from || span.start >= to) return [];
  return [{ candidate, judgement: judge(candidate, contentPath(blob.origin) ?? ''), span }];
}

/** From what was judged to findings; what is known of all of the blob is worked out once. */
function createDescriber(blob: Blob): (judged: Judged) => Finding {
  const locate = createLocator(blob);
  const blocks = allowedBlocks(blob.bytes);
  const whereOf = (offset: number): string => {
    const { path, startLine } = locate(offset, offset);
    return `${path}:${startLine}`;
  };
  return ({ candidate, judgement, span }) => {
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
        contentPath(blob.origin) ?? '',
        judgement.placed.name,
        latin1(candidate.view.bytes, candidate.start - CONTEXT_REACH, candidate.start),
      ),
      exposure: exposureOf(blob.origin, judgement.placed.name),
      excerpt: excerptOf(blob.bytes, { ...span, text: secret.redacted }),
      ...(candidate.own === undefined ? {} : { own: candidate.own }),
      ...allowanceOf(blob, blocks, span, candidate.rule.id, whereOf),
    };
  };
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

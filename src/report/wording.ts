/** All words that reports share: what a finding is, why it was judged so, and what to do about it. */
import type { Attribution, Encoding, Environment, Exposure, FoundKey, OwnKey } from '../model/finding.ts';
import type { Outcome } from '../model/policy.ts';
import type { Commit, Holder, Report, Result, RuleInfo } from '../model/report.ts';
import type { ManualRevocation } from '../model/rule.ts';
import type { Revocation, Verdict, VerdictReason } from '../model/verdict.ts';
import type { Place } from './groups.ts';
import { printable, printableUpTo } from './printable.ts';

/** Characters that a path and another free text are shown with at most. */
const MOST_PATH = 160;
const MOST_TEXT = 200;
const MOST_HOLDERS = 5;
const MOST_ID = 12;

const WHOSE = {
  own: (name) => `one of your ${name} keys`,
  shape: (name) => `${name} key`,
  context: (name) => `${name} key`,
  none: (name) => `looks like a ${name} key, may be another product's secret:`,
  foreign: (name) => `secret of another product that shares ${name}'s prefix:`,
  sample: (name) => `sample ${name} key, made for tests:`,
} as const satisfies Record<Attribution, (name: string) => string>;

const EXPOSURE = {
  'tracked-env-file': 'git tracks this .env file',
  'env-file-not-ignored': 'no ignore file covers this .env file, so that the next git add takes it in',
  'public-variable': 'build tools ship a variable of this name to every browser',
  'client-bundle': 'this file is served to browsers',
  'mobile-source': 'whoever installs the app can read it',
} as const satisfies Record<Exposure, string>;

const ENCODING = {
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  base64: 'base64',
  hex: 'hexadecimal',
  percent: 'percent-encoding',
  escape: 'string escapes',
  html: 'HTML entities',
  markdown: 'Markdown escapes',
  split: 'several pieces: string literals or soft breaks',
} as const satisfies Record<Encoding, string>;

const REVOCATION = {
  revoked: 'revoked',
  'already-inactive': 'was inactive already',
  manual: 'to be revoked by hand',
  failed: 'not revoked',
} as const satisfies Record<Revocation['state'], string>;

const VERDICT = {
  accepted: 'the provider accepts it',
  restricted: 'the provider knows it, and denies it this request',
  'no-credit': 'the provider knows it; the account is out of credit or quota for now',
  'plan-blocked': "the provider knows it; the account's plan has no API access for now",
  'rate-limited': 'the provider knows it, and limits its requests',
  refused: 'the provider refuses it: revoked, expired or never issued',
  'header-lost': 'the key did not arrive, something on the way took it out',
  'no-control': 'a key that nobody issued was not refused, so that an answer proves nothing',
  unexpected: 'the answer is not one that the provider documents',
  'no-answer': 'there was no answer',
  'not-asked': 'not asked',
} as const satisfies Record<VerdictReason, string>;

export const OUTCOME_WORD = {
  fail: 'leak',
  warn: 'warning',
  note: 'note',
} as const satisfies Record<Outcome, string>;

/** The rule of a finding; what is known without it if the report does not carry it. */
export function ruleOf({ rules }: Report, { ruleId, provider }: FoundKey): RuleInfo {
  const known = rules.find(({ id }) => id === ruleId);
  if (known !== undefined) return known;
  return {
    id: ruleId,
    provider,
    providerName: provider,
    description: `${provider} key`,
    severity: 'high',
    variable: '',
    references: [],
  };
}

/** What was found: `Nouvel key nvl_AbCd…(26)`. */
export function titleOf(report: Report, finding: FoundKey): string {
  const whose = WHOSE[finding.attribution](printable(ruleOf(report, finding).providerName));
  return `${whose} ${printable(finding.secret.redacted)}`;
}

/** `path:line:column`, in printable characters. A path that would start a workflow command gets a `./`. */
export function locationText({
  location: { path, startLine, startColumn },
}: Pick<Place, 'location'>): string {
  const start = /^\s*::/.test(path) ? './' : '';
  return `${start}${printableUpTo(path, MOST_PATH)}:${startLine}:${startColumn}`;
}

/** The same with the commit. */
export function placeText(place: Place): string {
  const { commit } = place;
  const at = commit === undefined ? '' : ` (${printable(commit.sha.slice(0, 12))})`;
  return `${locationText(place)}${at}`;
}

/** What is known of a finding beyond its place: label and text of each fact, in the order of their weight. */
export function factsOf(result: Result): readonly (readonly [label: string, text: string])[] {
  const { finding, verdict, revocation, commit, reachable, inHead, sharedBy, holders = [] } = result;
  const { own, encoding, exposure } = finding;
  const facts: (readonly [string, string] | undefined)[] = [
    own && ['yours', ownText(own)],
    verdict && ['verdict', verdictText(verdict)],
    verdict?.cost === undefined ? undefined : ['can cost', brief(verdict.cost)],
    holders.length > 0 ? ['stands in', holdersText(holders)] : undefined,
    revocation && ['revocation', `${REVOCATION[revocation.state]}: ${brief(revocation.reason)}`],
    exposure.length > 0 ? ['worse', exposure.map((one) => EXPOSURE[one]).join('; ')] : undefined,
    sharedBy && ['hint', sharedText(sharedBy)],
    encoding.length > 0
      ? [
          'written',
          `as ${encoding
            .map((one) => ENCODING[one])
            .toReversed()
            .join(' in ')}`,
        ]
      : undefined,
    commit && ['since', commitText(commit)],
    maskedText(result),
    inHead === true ? ['now', 'it still stands in the checked-out commit'] : undefined,
    reachable === false
      ? ['reach', 'no ref leads to it, but a server may still hand it out by id']
      : undefined,
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** What finds a file whose name is not shown. */
function maskedText({ location, blob }: Result): readonly [string, string] | undefined {
  const { pathId } = location;
  if (pathId === undefined) return undefined;
  const object = blob === undefined ? '' : `, blob ${blob.slice(0, MOST_ID)}`;
  return [
    'file',
    `its name holds a key and is masked: path id ${pathId}${object} (leakward where ${pathId})`,
  ];
}

/** `production and staging share this key: use one for each`. */
export function sharedText(environments: readonly Environment[]): string {
  const last = environments.at(-1) ?? '';
  const names = environments.length < 2 ? last : `${environments.slice(0, -1).join(', ')} and ${last}`;
  return `${names} share this key: create a separate key for each`;
}

/** The same facts where there is no column for the label. */
export function factSentences(result: Result): readonly string[] {
  return factsOf(result).map(([label, text]) => `${label}: ${text}`);
}

/** Why it was judged so: the parts of the score, the weightiest first. */
export function whyOf({ reasons }: FoundKey, most = reasons.length): string {
  const weightiest = reasons.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points)).slice(0, most);
  return weightiest.map(({ text }) => brief(text)).join('; ');
}

/** The first digits of the hash: enough to name a finding to `leakward allow` and `explain`. */
export function shortId({ fingerprint }: Pick<FoundKey, 'fingerprint'>): string {
  return fingerprint.slice(fingerprint.lastIndexOf(':') + 1).slice(0, 12);
}

/** What to do next, each a sentence without its full stop. */
export function adviceOf(report: Report, { finding, verdict }: Result): readonly string[] {
  const { variable, revoke } = ruleOf(report, finding);
  const source = variable === '' ? 'the environment' : `process.env.${printable(variable)}`;
  const id = shortId(finding);
  if (finding.attribution === 'sample') return ['nothing to do: nobody issued it'];
  return [
    ...(verdict?.state === 'active' && revoke !== undefined
      ? rotation(revoke, source)
      : [remedy(finding, verdict, source)]),
    ...(verdict?.state === 'active'
      ? []
      : [`if it is no key: leakward allow ${id} --reason "…" (how it was judged: leakward explain ${id})`]),
  ];
}

/** The safe order of replacing a live key. */
function rotation({ where, steps, fullSteps, mostKeys, after }: ManualRevocation, source: string): string[] {
  const numbered = steps.map((step, i) => `${i + 1}. ${brief(step)}`);
  return [
    `replace it at ${brief(where)} (leakward revoke plans that), and read the new one from ${source}`,
    ...numbered,
    ...(mostKeys > 0 && fullSteps !== steps
      ? [`with ${mostKeys} keys there already, delete first: ${brief(fullSteps[1] ?? '')}`]
      : []),
    ...after.map((one) => `then ${brief(one)}`),
  ];
}

function remedy({ attribution }: FoundKey, verdict: Verdict | undefined, source: string): string {
  if (attribution === 'foreign') return 'find out which product issued it and replace it there';
  if (verdict?.state === 'inactive') return `it is dead; take it out and read the new one from ${source}`;
  return `replace the key (leakward revoke plans that), and read the new one from ${source}`;
}

function holdersText(holders: readonly Holder[]): string {
  const shown = holders
    .slice(0, MOST_HOLDERS)
    .map(({ ref, paths }) => `${brief(ref)} (${paths.map(brief).join(', ')})`);
  const rest = holders.length - shown.length;
  return brief([...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; '));
}

function ownText({ label, owner, expires }: OwnKey): string {
  const parts = [`“${brief(label)}”`];
  if (owner !== undefined) parts.push(`owner ${brief(owner)}`);
  if (expires !== undefined) parts.push(`expires ${brief(expires)}`);
  return parts.join(', ');
}

const CORROBORATED = 'another key of this provider was accepted in the same run';
const UNCORROBORATED =
  'no key of this provider was accepted in this run, so that it may have refused all of them';

/** `active: the provider accepts it (app.nouvel.ai answered 404 …); may projects:read; …`. */
export function verdictText(verdict: Verdict): string {
  const { state, reason, detail, permissions, undetermined, plan, isCorroborated, checkedAt } = verdict;
  const parts = [`${state} at ${brief(checkedAt)}: ${VERDICT[reason]} (${brief(detail)})`];
  if (isCorroborated !== undefined) parts.push(isCorroborated ? CORROBORATED : UNCORROBORATED);
  if (plan !== undefined) parts.push(`plan ${brief(plan)}`);
  if (permissions.length > 0) parts.push(`may ${brief(permissions.join(', '))}`);
  if (undetermined.length > 0) parts.push(`may or may not ${brief(undetermined.join(', '))}`);
  return parts.join('; ');
}

function commitText({ sha, author, date, summary }: Commit): string {
  return `${printable(sha.slice(0, 12))} by ${brief(author)}, ${brief(date)}: ${brief(summary)}`;
}

function brief(text: string): string {
  return printableUpTo(text, MOST_TEXT);
}

/** All words that reports share: what a finding is, and what to do about it. */
import type { Attribution, Encoding, Exposure, Finding } from '../model/finding.ts';
import { type Outcome, outcomeOf } from '../model/policy.ts';
import type { Report, Result, RuleInfo } from '../model/report.ts';
import { printable } from './printable.ts';

const WHOSE = {
  own: (name) => `one of your ${name} keys`,
  shape: (name) => `${name} key`,
  context: (name) => `${name} key`,
  none: (name) => `looks like a ${name} key; may be another product's secret`,
  foreign: (name) => `secret of another product that shares ${name}'s prefix`,
  sample: (name) => `sample of a ${name} key`,
} as const satisfies Record<Attribution, (name: string) => string>;

const EXPOSURE = {
  'tracked-env-file': 'the .env file is tracked by git',
  'env-file-not-ignored': 'no ignore file covers this .env file: the next git add . takes it in',
  'public-variable': "the variable's prefix makes build tools ship it to every browser",
  'client-bundle': 'the file is served to browsers',
  'mobile-source': 'the app can be taken apart by anyone who installs it',
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
  split: 'adjacent string literals',
} as const satisfies Record<Encoding, string>;

export const OUTCOME_WORD = { fail: 'leak', warn: 'warning', note: 'note' } as const satisfies Record<
  Outcome,
  string
>;

/** The rule of a finding; what is known without it if the report does not carry it. */
export function ruleOf(report: Report, finding: Finding): RuleInfo {
  const known = report.rules.find(({ id }) => id === finding.ruleId);
  if (known !== undefined) return known;
  const { ruleId, provider } = finding;
  return {
    id: ruleId,
    provider,
    providerName: provider,
    description: ruleId,
    severity: 'high',
    variable: '',
    references: [],
  };
}

/** `Nouvel key nvl_AbCd…(26)`. */
export function titleOf(report: Report, finding: Finding): string {
  const whose = WHOSE[finding.attribution](ruleOf(report, finding).providerName);
  return `${whose} ${finding.secret.redacted}`;
}

/** `path:line:column`, printable. */
export function placeOf({ location }: Pick<Finding, 'location'>): string {
  return `${printable(location.path)}:${location.startLine}:${location.startColumn}`;
}

/** Further facts, each a sentence without a full stop. */
export function factsOf({ finding, verdict, commit }: Result): string[] {
  const { own, encoding, exposure } = finding;
  const owned =
    own === undefined
      ? []
      : [`“${printable(own.label)}”${own.owner === undefined ? '' : `, owner ${printable(own.owner)}`}`];
  const written =
    encoding.length === 0 ? [] : [`written as ${encoding.map((one) => ENCODING[one]).join(' of ')}`];
  const asked = verdict === undefined ? [] : [`provider says ${verdict.state}: ${printable(verdict.reason)}`];
  const since =
    commit === undefined
      ? []
      : [`since ${commit.sha.slice(0, 12)} by ${printable(commit.author)}, ${commit.date}`];
  return [...owned, ...asked, ...since, ...written, ...exposure.map((one) => EXPOSURE[one])];
}

/** Why it was judged so: the parts of the score, the weightiest first. */
export function whyOf(finding: Finding): string {
  const parts = finding.reasons.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return parts.map(({ text }) => printable(text)).join('; ');
}

/** The first characters of the hash: enough to name a finding on the command line. */
export function shortId(finding: Finding): string {
  return finding.fingerprint.slice(finding.fingerprint.lastIndexOf(':') + 1).slice(0, 12);
}

/** What to do next, each a line. */
export function adviceOf(report: Report, finding: Finding): string[] {
  const { variable } = ruleOf(report, finding);
  const id = shortId(finding);
  const allow = `leakward allow ${id} --reason "…"`;
  if (finding.attribution === 'foreign')
    return [`see whose it is and have it replaced there; if it is none: ${allow}`];
  const read = variable === '' ? 'from the environment' : `from process.env.${variable}`;
  return [
    `take it out and read it ${read}; a key that was pushed is lost: have it replaced`,
    `if it is none: ${allow}`,
  ];
}

/** One line for the whole outcome, complete in itself. */
export function headlineOf(report: Report): string {
  const fails = report.results.filter(({ finding, verdict }) => outcomeOf(finding, verdict) === 'fail');
  const keys = new Set(fails.map(({ finding }) => finding.fingerprint)).size;
  const others = report.results.length - fails.length;
  const rest = others === 0 ? '' : `, ${count(others, 'warning')}`;
  if (fails.length > 0) return `${count(keys, 'leaked key')} in ${count(fails.length, 'place')}${rest}`;
  if (report.status === 'incomplete')
    return `incomplete: nothing found, but not everything could be read${rest}`;
  return `no leaked keys${rest}`;
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** What was read, and what was not counted. */
export function coverageOf(report: Report): string {
  const { files, blobs, bytes } = report.coverage;
  const read =
    report.source.kind === 'files' || report.source.kind === 'stdin'
      ? count(files, 'file')
      : count(blobs, 'blob');
  const parts = [`${read}, ${size(bytes)}`];
  if (report.suppressed.length > 0) parts.push(`${report.suppressed.length} allowed`);
  if (report.lowConfidence > 0) parts.push(`${report.lowConfidence} of low confidence not shown`);
  if (report.samples > 0) parts.push(count(report.samples, 'sample key'));
  return parts.join(', ');
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

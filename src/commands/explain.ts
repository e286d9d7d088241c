/** `leakward explain`: every part of the score of a finding, a text, or standard input; for what was rejected, why. */

import { createDetector, type Judged } from '../detect/detector.ts';
import type { Refused } from '../detect/match.ts';
import { UserError } from '../model/error.ts';
import { Secret } from '../model/secret.ts';
import { isFingerprint, names, shownFingerprint } from '../policy/ignore-file.ts';
import { printable } from '../report/printable.ts';
import { sharedText } from '../report/wording.ts';
import { readAll } from '../sources/stream.ts';
import type { CallOf } from './call.ts';
import { detectionPolicyOf } from './policy.ts';
import { scanFilesOf } from './scan-files.ts';

const REFUSED = {
  'inside-a-word': 'the prefix stands inside a longer word',
  'touched-on-both-sides': 'other text touches it on both sides',
  'too-short': 'too few characters follow for a key',
  'too-long': 'more characters follow than a key has',
  'not-the-pattern': "the rule's pattern does not match",
} as const satisfies Record<Refused['why'], string>;

export async function run(call: CallOf<'explain'>): Promise<number> {
  const { what } = call.arguments;
  if (isFingerprint(what)) return await explainFinding(call, what);
  const text = what === '-' ? await readAll(call.io.stdin, call.io.signal) : Buffer.from(what);
  const { ruleset, ownKeys } = await detectionPolicyOf(call);
  const detector = createDetector(ruleset, ownKeys);
  const { judged, refused } = detector.explain({
    origin: { kind: 'stdin', path: call.options.stdinName },
    bytes: text,
  });
  const blocks = [...judged.map(textOfJudged), ...refused.map(textOfRefused)];
  await call.io.say(
    blocks.length === 0 ? 'no keyword of any rule stands in it\n' : `${blocks.join('\n\n')}\n`,
  );
  return 0;
}

async function explainFinding(call: CallOf<'explain'>, id: string): Promise<number> {
  const report = await scanFilesOf(
    { ...call, arguments: { path: [] } },
    { minConfidence: 'low', failOn: 'findings' },
  );
  const found = [...report.results, ...report.suppressed].filter(({ finding }) => names(id, finding));
  if (found.length === 0)
    throw new UserError('not-found', `nothing here has the fingerprint ${shownFingerprint(id)}`);
  const blocks = found.map(({ finding, location, suppression, sharedBy }) =>
    [
      `${printable(location.path)}:${location.startLine}  ${finding.secret.redacted}  ${finding.score}/100, ${finding.confidence}, ${finding.attribution}`,
      ...finding.reasons.map(reasonLine),
      ...(sharedBy === undefined ? [] : [`  hint: ${sharedText(sharedBy)}`]),
      ...(suppression === undefined ? [] : [`  allowed by ${printable(suppression.where)}`]),
    ].join('\n'),
  );
  await call.io.say(`${blocks.join('\n\n')}\n`);
  return 0;
}

function textOfJudged({ candidate, judgement }: Judged): string {
  const { key, rule } = candidate;
  const secret = new Secret(key, key.startsWith(rule.prefix) ? rule.prefix.length : 0);
  const verdict = judgement.confidence ?? 'rejected';
  const written =
    candidate.view.encoding.length === 0 ? '' : `, written as ${candidate.view.encoding.join(' of ')}`;
  const head = `${secret.redacted}  ${judgement.score}/100, ${verdict}, ${judgement.attribution}${written}`;
  return [head, ...judgement.reasons.map(reasonLine)].join('\n');
}

function reasonLine({ points, part, text }: { points: number; part: string; text: string }): string {
  return `  ${points >= 0 ? '+' : '−'}${String(Math.abs(points)).padStart(3)}  ${part.padEnd(12)}  ${printable(text)}`;
}

function textOfRefused({ rule, at, why }: Refused): string {
  return `${rule.prefix}… at ${at}  rejected\n        ${REFUSED[why]}`;
}

/** The issue that asks somebody to revoke a key by hand. Holds no key, and no text of the repository that does anything. */
import type { Verdict } from '../model/verdict.ts';
import type { IssueText } from '../revoke/issue.ts';
import type { PlanStep } from '../revoke/plan.ts';
import { printableUpTo } from './printable.ts';

const MOST_PLACES = 20;
const MOST_TEXT = 300;

/** What to write for a key that is handed over. */
export function issueText(step: PlanStep, verdict: Verdict): IssueText {
  const mark = `<!-- leakward ${step.subject.fingerprint} -->`;
  const title = `Revoke the leaked ${step.subject.rule.providerName} key ${step.finding.secret.redacted}`;
  return { title, body: bodyOf(step, verdict, mark), mark };
}

function bodyOf({ subject, finding, places, method }: PlanStep, verdict: Verdict, mark: string): string {
  const guide = method.kind === 'manual' ? method.guide : undefined;
  const list = (items: readonly string[] = []): string[] =>
    items.map((item, i) => `${i + 1}. ${inert(item)}`);
  return [
    mark,
    `The key ${inert(finding.secret.redacted)} (${inert(finding.own?.label ?? 'without a label')}) has leaked and was ${verdict.state} at ${verdict.checkedAt}.`,
    `Whoever holds it can make: ${inert(subject.rule.verify?.cost ?? 'unknown')}.`,
    `It stands in:\n${list(places.slice(0, MOST_PLACES)).join('\n')}`,
    `To do, at ${inert(guide?.where ?? '')}:\n${list(guide?.steps).join('\n')}`,
    ...(guide === undefined || guide.mostKeys === 0
      ? []
      : [`If there are ${guide.mostKeys} keys already:\n${list(guide.fullSteps).join('\n')}`]),
    `Then:\n${list(guide?.after).join('\n')}`,
    'leakward revoke --watch proves it dead.',
  ].join('\n\n');
}

/** Names of files are anybody's: no mention, link or markup starts in them. */
function inert(text: string): string {
  return printableUpTo(text, MOST_TEXT)
    .replace(/[\\`*_{}[\]()<>#|!~@&]/g, '\\$&')
    .replaceAll('\\@', '@\u2060');
}

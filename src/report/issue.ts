/** The issue that asks somebody to revoke a key by hand. Holds no key, and no text of the repository that does anything. */

import type { IssueText } from '../github/issue.ts';
import type { Verdict } from '../model/verdict.ts';
import type { PlanStep } from '../revoke/plan.ts';
import { inert } from './inert.ts';
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
    items.map((item, i) => `${i + 1}. ${brief(item)}`);
  return [
    mark,
    `The key ${brief(finding.secret.redacted)} (${brief(finding.own?.label ?? 'without a label')}) has leaked and was ${verdict.state} at ${verdict.checkedAt}.`,
    `Whoever holds it can make: ${brief(subject.rule.verify?.cost ?? 'unknown')}.`,
    `It stands in:\n${list(places.slice(0, MOST_PLACES)).join('\n')}`,
    `To do, at ${brief(guide?.where ?? '')}:\n${list(guide?.steps).join('\n')}`,
    ...(guide === undefined || guide.mostKeys === 0
      ? []
      : [`If there are ${guide.mostKeys} keys already:\n${list(guide.fullSteps).join('\n')}`]),
    `Then:\n${list(guide?.after).join('\n')}`,
    'leakward revoke --watch proves it dead.',
  ].join('\n\n');
}

function brief(text: string): string {
  return inert(printableUpTo(text, MOST_TEXT));
}

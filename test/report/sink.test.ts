/** Encoded keys in names and in every other text of a report: one sink masks them, whatever the format. */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { guardMessage } from '../../src/report/guard.ts';
import { maskReport } from '../../src/report/mask.ts';
import { render } from '../../src/report/render.ts';
import { encodedForms, partsOfForm } from '../support/encoded-names.ts';
import { fullReport } from '../support/full-report.ts';
import { nouvelKey } from '../support/keys.ts';
import { COMMIT, findingOf, keyOf, reportOf, resultOf } from '../support/report.ts';

const TIME = '2026-11-24T12:00:00.000Z';
const KEY = nouvelKey(20);
const FORMS = Object.entries(encodedForms(KEY));

/** Where a hostile text may be. */
const KINDS: Readonly<Record<string, (text: string) => Report>> = {
  'name of a file': (text) => named({ path: `dir/${text}.txt` }),
  'name of a directory': (text) => named({ path: `a/${text}/b/c.ts` }),
  'whole name': (text) => named({ path: text }),
  'name of an unread file': (text) =>
    reportOf({
      coverage: {
        ...reportOf().coverage,
        skipped: [
          { kind: 'unread', path: `a/${text}.bin`, reason: `cannot read ${text}` },
          { kind: 'excluded', path: `a/${text}.zip`, reason: 'compressed', isCompressed: true },
        ],
        notes: [`branch ${text} is gone`, text],
      },
    }),
  'name of a branch or tag': (text) =>
    named({ holders: [{ ref: `refs/heads/fix/${text}`, paths: [`a/${text}`] }] }),
  'subject and author of a commit': (text) =>
    named({
      commit: { ...COMMIT, summary: `rotate ${text} now`, author: `A ${text}`, email: `${text}@x.org` },
    }),
  'name in another place': (text) =>
    named({ occurrences: [{ location: findingOf(KEY, `x/${text}`).location, commit: COMMIT }] }),
  'target and stale suppression': (text) =>
    reportOf({
      source: { kind: 'files', target: `repo/${text}` },
      stale: [{ where: `${text}/.leakwardignore:3`, why: 'unused', text: `path:${text}` }],
    }),
};

function named({
  path = 'src/a.ts',
  ...given
}: { path?: string } & Partial<Report['results'][number]>): Report {
  return reportOf({ results: [resultOf(findingOf(keyOf(1), path), given)] });
}

function expectNone(shown: string, form: string): void {
  // A format may write a percent sign, a backslash or an ampersand in its own way.
  for (const text of [
    shown,
    shown.replaceAll('%25', '%'),
    shown.replaceAll('\\\\', '\\'),
    shown.replaceAll('&amp;', '&'),
  ])
    for (const part of partsOfForm(KEY, form))
      expect(text.includes(part), `${part} in ${text.slice(0, 3000)}`).toBe(false);
}

describe.each(FORMS)('a key as %s', (_, form) => {
  it.each(Object.keys(KINDS))('in the %s is in no format, nor in what guard says', (kind) => {
    const report = KINDS[kind]?.(form) ?? reportOf();
    for (const format of FORMATS) expectNone(render(report, format, { color: false, time: TIME }), form);
    expectNone(guardMessage(maskReport(report), 'commit'), form);
    expectNone(JSON.stringify(maskReport(report)), form);
  });
});

/** Fields whose values are words of ours, and which the formats look up. */
const WORDS = new Set([
  'status',
  'kind',
  'confidence',
  'attribution',
  'part',
  'syntax',
  'encoding',
  'exposure',
]);
const MORE_WORDS = new Set(['environments', 'sharedBy', 'why', 'state', 'severity']);

/** The same value with each text replaced that is no word of ours. */
function hostile(value: unknown, field: string, text: string): unknown {
  if (typeof value === 'string')
    return WORDS.has(field) || MORE_WORDS.has(field) ? value : `see ${text} there`;
  if (Array.isArray(value)) return value.map((one) => hostile(one, field, text));
  if (value instanceof Secret || typeof value !== 'object' || value === null) return value;
  // What is between the two is the redacted key, which the detection writes.
  if (field === 'excerpt') return { text: `${text} "${text}`, start: text.length, length: 2 };
  const fields = Object.entries(value).map(([name, one]) => {
    const isReasonOfVerdict = name === 'reason' && 'checkedAt' in value;
    return [name, isReasonOfVerdict ? one : hostile(one, name, text)];
  });
  return Object.fromEntries(fields);
}

/** A report that has every field that a report can have. */
function everyField(): Report {
  const full = fullReport();
  const [first, ...rest] = full.results;
  if (first === undefined) throw new Error('the full report has results');
  const suppression = { kind: 'inline', reason: 'x', until: 'x', where: 'x:1' } as const;
  const comments = { allowedInline: suppression, unclosedAllow: 'x:1' };
  const finding = { ...first.finding, ...comments };
  const held = { ...first, finding, ...comments, holders: [{ ref: 'x', paths: ['x'] }], suppression };
  return { ...full, results: [held, ...rest] };
}

it.each(FORMS)('no text of a report escapes the sink: every one of them holds a key as %s', (_, form) => {
  const report = hostile(everyField(), '', form) as Report;
  expectNone(JSON.stringify(maskReport(report)), form);
  for (const format of FORMATS) expectNone(render(report, format, { color: false, time: TIME }), form);
  expectNone(guardMessage(maskReport(report), 'commit'), form);
});

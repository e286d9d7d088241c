import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { render } from '../../src/report/render.ts';
import { fullReport, KEYS } from '../support/full-report.ts';
import { COMMIT, findingOf, keyOf, manyFindings, reportOf, resultOf } from '../support/report.ts';

const TIME = '2026-11-24T12:00:00.000Z';
const VARIANTS = FORMATS.flatMap((format) => [true, false].map((color) => ({ format, color })));

/** A key as it is and as it may be written; the first twelve characters tell it, too. */
function formsOf(key: string): readonly string[] {
  const bytes = Buffer.from(key);
  const shifted = [0, 1, 2].map((by) =>
    Buffer.concat([Buffer.alloc(by, 'x'), bytes])
      .toString('base64')
      .slice(8, -4),
  );
  const percent = [...bytes].map((byte) => `%${byte.toString(16)}`).join('');
  return [
    key,
    key.slice(0, 12),
    key.slice(-12),
    encodeURIComponent(key),
    percent,
    bytes.toString('hex'),
    ...shifted,
  ];
}

const HOSTILE = [
  'new\nline.ts',
  '"quo\'tes`.ts',
  '\x1b[31m\x9b2J.ts',
  '::set-output name=a::b.ts',
  '\n::error::x.ts',
  '##[error]x.ts',
  '| pipe | x.ts',
  '<script>alert(1)</script>.ts',
  '=cmd|calc!A1',
  'gpj.\u202etsc.exe',
  'lone\ud800.ts',
  '[link](javascript:x) @team ![i](//h).ts',
  ']]>&amp;.ts',
  '../../%2e/etc.ts',
] as const;

function hostileReport() {
  const results = HOSTILE.map((text, i) =>
    resultOf(
      findingOf(keyOf(i), text, {
        attribution: 'own',
        own: { ruleId: 'r', sha256: '', start: '', length: 26, label: text, owner: text },
        excerpt: { text: `${text}XXXX${text}`, start: text.length, length: 4 },
        reasons: [{ part: 'context', points: 1, text }],
      }),
      {
        commit: { ...COMMIT, author: text, email: text, summary: text },
        occurrences: [{ location: findingOf(keyOf(i), `${text}2`).location }],
        verdict: {
          state: 'unknown',
          reason: 'unexpected',
          detail: text,
          permissions: [text],
          undetermined: [],
          checkedAt: TIME,
        },
      },
    ),
  );
  return reportOf({
    results,
    source: { kind: 'files', target: HOSTILE.join(' ') },
    coverage: {
      ...reportOf().coverage,
      skipped: HOSTILE.map((path) => ({ kind: 'unread', path, reason: path }) as const),
      notes: HOSTILE,
    },
    stale: HOSTILE.map((text) => ({ where: text, why: 'unused', text }) as const),
  });
}

describe.each(VARIANTS)('$format, color $color', ({ format, color }) => {
  const options = { color, time: TIME };

  it('holds no key in any form', () => {
    const text = render(fullReport(), format, options);
    for (const key of KEYS) {
      for (const form of formsOf(key)) expect(text.includes(form)).toBe(false);
    }
  });

  it('writes nothing that a terminal, a runner or an editor would obey', () => {
    const text = render(hostileReport(), format, options).replace(/\x1b\[\d+m/g, color ? '' : '$&');
    const allowed = format === 'csv' ? text.replaceAll('\r\n', '\n') : text;
    expect(allowed).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}]|##\[/u);
    const commands = text.split('\n').filter((line) => line.trimStart().startsWith('::'));
    const ours = format === 'github' ? /^::(error|warning|notice) (file|title)=/ : /^$/;
    for (const line of commands) expect(line).toMatch(ours);
  });

  it('is the same every time and ends with a line end', () => {
    const text = render(fullReport(), format, options);
    expect(render(fullReport(), format, options)).toBe(text);
    expect(text.endsWith('\n')).toBe(true);
  });

  it('has something to say of an empty report', () => {
    expect(render(reportOf(), format, options).trim()).not.toBe('');
  });
});

describe.each(FORMATS)('%s of 6,000 findings', (format) => {
  it('grows no faster than the findings', () => {
    const time = (count: number) => {
      const report = manyFindings(count);
      const start = process.cpuUsage();
      const { length } = render(report, format, { color: false, time: TIME });
      // Of the processor: a loaded machine makes it wait, not work.
      return { length, took: process.cpuUsage(start).user / 1000 };
    };
    time(500);
    const [small, large] = [time(1500), time(6000)];
    expect(large.length).toBeLessThan(4.5 * small.length + 1000);
    // Four times the findings; quadratic work would take sixteen times as long.
    expect(large.took).toBeLessThan(12 * small.took + 200);
  });
});

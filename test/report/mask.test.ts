import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { createMask, maskReport } from '../../src/report/mask.ts';
import { pathIdOf } from '../../src/report/path-id.ts';
import { createStartMask } from '../../src/report/start-mask.ts';
import { fullReport, KEYS } from '../support/full-report.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { findingOf, keyOf, reportOf, resultOf } from '../support/report.ts';
import { tracesOf } from '../support/traces.ts';

const key = nouvelKey(20);
const { redacted } = new Secret(key, 4);
const body = key.slice(4);
const base64 = Buffer.from(key).toString('base64url');

const WAYS = [
  ['alone', key, redacted],
  ['in a path', `dir/${key}.txt`, `dir/${redacted}.txt`],
  ['twice in a run', `${key}/${key}`, `${redacted}/${redacted}`],
  ['in quotes', `a "${key}" b`, `a "${redacted}" b`],
  ['behind a word', `x${key}`, `x${redacted}`],
  ['not at all', 'src/components/navigation/index.ts', 'src/components/navigation/index.ts'],
  ['only by its start', key.slice(0, 12), key.slice(0, 12)],
  ['redacted already', redacted, redacted],
] as const;

describe('masking of keys outside their findings', () => {
  const mask = createMask([findingOf(key)], '');
  const startMask = createStartMask([redacted]);

  it.each(WAYS)('finds a key %s', (_, text, expected) => {
    expect(mask(text, 'name')).toBe(expected);
    expect(mask(text, 'prose')).toBe(expected);
    expect(startMask(text)).toBe(expected);
  });

  it.each([
    ['its end', body.slice(-12)],
    ['its middle', body.slice(5, 17)],
    ['its end before hexadecimal digits', `${body.slice(-12)}d3e87b9`],
    ['a part in base64', Buffer.from(`ab${body.slice(6)}`).toString('base64')],
    ['a part in hexadecimal', Buffer.from(body.slice(6)).toString('hex')],
  ])('finds a part of a known key: %s', (_, text) => {
    const shown = mask(`dir/${text}.txt`, 'name');
    expect(shown).toContain('…');
    for (const trace of tracesOf(key)) expect(shown.includes(trace)).toBe(false);
  });

  it('knows keys without a prefix by start and length', () => {
    const bare = keyOf(1).slice(4);
    expect(createStartMask([new Secret(bare, 0).redacted])(`a/${bare}/b`)).toBe(
      `a/${new Secret(bare, 0).redacted}/b`,
    );
  });

  it('reaches every text of a report', () => {
    const { rules: _, ...masked } = maskReport(fullReport());
    const text = JSON.stringify(masked);
    for (const one of KEYS) expect(text.includes(one)).toBe(false);
  });

  it('keeps the place of the mask in an excerpt', () => {
    const [result] = maskReport(fullReport()).results;
    const { text, start, length } = result?.finding.excerpt ?? { text: '', start: 0, length: 0 };
    expect(text.slice(start, start + length)).toBe(new Secret(keyOf(0), 4).redacted);
  });
});

describe('names', () => {
  const foreign = `nh_${'live'}_${keyOf(3).slice(4)}`;

  it('that hold only a warning stay readable', () => {
    const path = `fixtures/${foreign}.txt`;
    const finding = findingOf(foreign, path, { attribution: 'foreign', confidence: 'medium' });
    const [result] = maskReport(reportOf({ results: [resultOf(finding)] })).results;
    expect(result?.location.path).toBe(path);
    expect(result?.location.pathId).toBeUndefined();
  });

  it.each([
    ['touched on both sides', `tm${key}p/none`],
    ['cut short', `refs/${key.slice(0, -2)}`],
    ['cut short, in a word', `x${key.slice(0, -3)}.txt`],
    ['with a character too many', `dir/${key.slice(0, 15)}7${key.slice(15)}`],
    ['cut short, with a word behind it', `dir/${key.slice(0, 20)}-backup`],
  ])('that hold a part of a key behind its prefix are masked: %s', (_, path) => {
    const report = reportOf({ results: [resultOf(findingOf(keyOf(2), path))] });
    const [result] = maskReport(report).results;
    expect(tracesOf(key).filter((trace) => result?.location.path.includes(trace))).toEqual([]);
    expect(result?.location.pathId).toBe(pathIdOf(path));
  });

  it.each(['%5f', '%255f', '%25255F'])(
    'that hold a key with %s for its underscore are masked',
    (underscore) => {
      const path = `old/${key.replace('_', underscore)}.txt`;
      const report = reportOf({ results: [resultOf(findingOf(keyOf(2), path))] });
      const [result] = maskReport(report).results;
      expect(result?.location).toMatchObject({ path: `old/${redacted}.txt`, pathId: pathIdOf(path) });
    },
  );

  const percent = (text: string, sign: string): string =>
    [...text].map((character) => sign + character.charCodeAt(0).toString(16)).join('');
  const encodings: readonly (readonly [string, (text: string) => string])[] = [
    ['plain', (text) => text],
    ['base64', (text) => Buffer.from(text).toString('base64url')],
    ['base64 of base64', (text) => Buffer.from(btoa(text)).toString('base64url')],
    ['hexadecimal', (text) => Buffer.from(text).toString('hex')],
    ['percent', (text) => percent(text, '%')],
    ['percent, escaped again', (text) => percent(text, '%25')],
    ['percent of percent', (text) => percent(percent(text, '%'), '%')],
    ['%5f', (text) => text.replaceAll('_', '%5f')],
    ['%255f', (text) => text.replaceAll('_', '%255f')],
    ['\\u005f', (text) => text.replaceAll('_', '\\u005f')],
    ['&lowbar;', (text) => text.replaceAll('_', '&lowbar;')],
  ];
  const texts: readonly ((written: string) => string)[] = [
    (written) => `src/${written}.txt`,
    (written) => `x${written}`,
    (written) => `refs/heads/feature-${written}`,
    (written) => `Add ${written} to a_b`,
    (written) => `a_${written}_b.js`,
  ];

  it.each(encodings)('hold no key of either provider that nothing proves, in %s', (_, encode) => {
    for (const one of [nohumanKey(7), nouvelKey(8), `${nouvelKey(9)}p`, `${nohumanKey(10)}-old`])
      for (const kind of ['name', 'prose'] as const)
        for (const textOf of texts) {
          const text = textOf(encode(one));
          const shown = createMask([], text)(text, kind);
          expect(shown).toContain('…(');
          expect([encode(one), ...tracesOf(one)].filter((part) => shown.includes(part))).toEqual([]);
        }
  });

  it('of words behind a prefix stay readable', () => {
    const path = 'drivers/nvl_link_counters_test_vectors/nh_next_hop_group_resolution.c';
    expect(createMask([], path)(path, 'name')).toBe(path);
  });

  it('that are masked keep an id, and the same one when masked again', () => {
    const path = `old/${base64}.txt`;
    const once = maskReport(reportOf({ results: [resultOf(findingOf(keyOf(2), path))] }));
    const [result] = maskReport(once).results;
    expect(result?.location).toMatchObject({ path: `old/${redacted}.txt`, pathId: pathIdOf(path) });
  });
});

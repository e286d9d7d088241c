import { expect, test } from 'vitest';
import { ownKeyOf } from '../../src/keys/own-key.ts';
import { NEUTRAL, SYNTAXES } from '../support/corpus/syntaxes/index.ts';
import { detectAll } from '../support/detect.ts';
import { NOHUMAN, NOUVEL, nouvelKey } from '../support/keys.ts';
import { PLACES } from './places/index.ts';

/** Shapes that no rule would take: words, dots, far too long, no prefix at all. */
const ODD = [
  `nh${'_'}some-plain-words`,
  `nh${'_'}with.dots.and+signs/in=it`,
  `nvl${'_'}${'long'.repeat(30)}`,
  ['Zq8', 'without', 'any', 'prefix', '77'].join(''),
];

test.each(ODD)('finds a key of ours of any shape, %#', (key) => {
  const own = [ownKeyOf(key, key.startsWith('nvl') ? NOUVEL : NOHUMAN, { label: 'billing', owner: 'ana' })];
  const written = [
    `KEY=${key}`,
    `const k = "${key}";`,
    Buffer.from(`k: ${key}\n`, 'utf16le'),
    `data: ${Buffer.from(`x: ${key} `).toString('base64')}`,
    Buffer.from(key).toString('hex'),
    [...key].map((c) => `\\x${c.charCodeAt(0).toString(16)}`).join(''),
  ];
  for (const content of written) {
    const found = detectAll(content, 'x', own);
    expect(found.map(({ attribution, own: ours }) => [attribution, ours?.label])).toEqual([
      ['own', 'billing'],
    ]);
    expect(found[0]?.confidence).toBe('high');
  }
});

test('a split key of ours is found', () => {
  const key = `nh${'_'}AbcDefGhiJklMno`;
  const own = [ownKeyOf(key, NOHUMAN, { label: 'a' })];
  expect(detectAll(`k = "${key.slice(0, 8)}" + "${key.slice(8)}"`, 'x', own)[0]?.attribution).toBe('own');
});

test.each(SYNTAXES.map(({ id, render }) => [id, render] as const))(
  'finds a key of ours of an odd shape in %s',
  (_, render) => {
    for (const key of [`nh${'_'}some-plain-words`, `nvl${'_'}${'long'.repeat(30)}`]) {
      const own = [ownKeyOf(key, key.startsWith('nvl') ? NOUVEL : NOHUMAN, { label: 'billing' })];
      const { text, start } = render(key, NEUTRAL[0]);
      const found = detectAll(text, 'x', own).filter(({ attribution }) => attribution === 'own');
      expect(found.map(({ span }) => span.start)).toEqual([Buffer.byteLength(text.slice(0, start))]);
    }
  },
);

const WORDS = {
  upper: 'A_KEY',
  snake: 'a_key',
  kebab: 'a-key',
  camel: 'aKey',
  pascal: 'AKey',
  flat: 'akey',
  apart: 'A_KEY',
  title: 'a key',
  section: 'a',
  host: 'a.example',
  other: nouvelKey(99),
};

test.each(
  PLACES.filter(({ isSupported }) => !isSupported).map(({ name, render }) => [name, render] as const),
)('finds a key of ours where others are not supported: %s', (_, render) => {
  for (let number = 1; number <= 20; number++) {
    const key = nouvelKey(number);
    const found = detectAll(render(key, WORDS), 'x', [ownKeyOf(key, NOUVEL, { label: 'billing' })]);
    expect(found.map(({ attribution, secret }) => [attribution, secret.reveal()])).toEqual([['own', key]]);
  }
});

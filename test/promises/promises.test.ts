/** Every sentence of README and SECURITY is true word by word: each is filed with the tests that hold it. */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { PLACES } from '../detect/places/index.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

interface Filed {
  /** `held`: files below test/, each with the beginning of a title, but for benches. */
  readonly promise: readonly { readonly says: string; readonly held: readonly string[] }[];
  /** Sentences that promise nothing of the product: advice, limits, what others do. */
  readonly other: readonly { readonly says: string; readonly why: string }[];
}

/** Prose, sentence by sentence: without code, tables, headings, bold leads of lists, and the line of links. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replace(/<!-- (\w+) -->[\s\S]*?<!-- \/\1 -->|^```[\s\S]*?^```/gm, '\n\n')
    .split(/\n\s*\n|\n(?=- )/)
    .map((paragraph) => oneLine(paragraph).replace(/^- /, ''))
    .filter((paragraph) => !/^[#|[]/.test(paragraph))
    .flatMap((paragraph) => paragraph.split(/(?<=[.?!](?:\*\*)?) /))
    .filter((sentence) => sentence !== '' && !/^\*\*[^*]*\*\*$/.test(sentence));
}

/** What is wrong with naming this test: its file or its title is not there. */
function problemOf(held: string): string | undefined {
  const [file = '', ...title] = held.split(': ');
  if (!existsSync(new URL(`../${file}`, import.meta.url))) return `no file test/${file}`;
  if (file.startsWith('bench/')) return undefined;
  const named = title.join(': ');
  const isThere = ["'", '"', '`'].some((quote) => read(`../${file}`).includes(`${quote}${named}`));
  return named !== '' && isThere ? undefined : `no test in test/${file}: ${named}`;
}

describe.each([
  ['README.md', 'readme.toml'],
  ['.github/SECURITY.md', 'security.toml'],
])('%s', (document, table) => {
  const text = read(`../../${document}`);
  const { promise, other } = parse(read(table)) as unknown as Filed;
  const filed = [...promise, ...other].map(({ says }) => says);

  test('every sentence is filed, with the tests that hold it or why none has to', () => {
    const sentences = sentencesOf(text);
    expect(sentences.length).toBeGreaterThan(25);
    expect(sentences.filter((sentence) => !filed.includes(sentence))).toEqual([]);
    expect(promise.filter(({ held }) => held.length === 0)).toEqual([]);
    expect(other.filter(({ why }) => why === '')).toEqual([]);
  });

  test('every sentence that is filed stands in the document word for word, and is filed once', () => {
    expect(filed.filter((sentence) => !oneLine(text).includes(sentence))).toEqual([]);
    expect(new Set(filed).size).toBe(filed.length);
  });

  test('every test that is named is there', () => {
    expect(promise.flatMap(({ held }) => held).flatMap((held) => problemOf(held) ?? [])).toEqual([]);
  });
});

test('README names every place that is not supported', () => {
  const [sentence = ''] = sentencesOf(read('../../README.md')).filter((one) =>
    one.startsWith('Not supported'),
  );
  const names = PLACES.filter(({ isSupported }) => !isSupported).map(({ name }) => name);
  expect(names.filter((name) => !sentence.includes(name.split(/[ ,]/)[0] ?? ''))).toEqual([]);
});

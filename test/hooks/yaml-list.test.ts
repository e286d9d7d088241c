/** Edits of hook managers' YAML: whatever its form, it means what it meant, with our item. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import { itemOf as extendedItem } from '../../src/hooks/managers/lefthook.ts';
import { itemOf as repositoryItem } from '../../src/hooks/managers/pre-commit.ts';
import { type ListItem, withItem, withoutItem } from '../../src/hooks/managers/yaml-list.ts';

const FILE = '.pre-commit-config.yaml';
const REPOSITORY = repositoryItem({ kind: 'git', url: 'https://git.example.com/o/r.git', commit: 'c0ffee' });
const EXTENDED = extendedItem('/nowhere');

/** Text, and whether taking the item out again gives the very same. */
const FORMS: readonly (readonly [name: string, text: string, isSame: boolean])[] = [
  ['nothing', '', true],
  ['comments only', '# hooks of ours\n', true],
  ['an empty list', 'repos: []\n', false],
  [
    'an empty list with a comment, and keys behind it',
    '# top\nrepos: [] # none yet\nfail_fast: true # soon\n',
    false,
  ],
  ['no value', 'repos:\n', false],
  ['a flow mapping of everything', '{repos: []}\n', false],
  ['a flow list', 'repos: [{repo: a, rev: b, hooks: [{id: c}]}]\n', false],
  ['flow mappings in a block list', 'repos:\n- {repo: a, rev: b, hooks: []}\n', true],
  ['not the last key', 'repos:\n  - repo: a\n    hooks: []\n# settings\nci:\n  skip: [x] # slow\n', true],
  [
    "pre-commit's own sample",
    'repos:\n-   repo: a\n    rev: v3.2.0\n    hooks:\n    -   id: trailing-whitespace\n',
    true,
  ],
  ['no line end at the end', 'repos:\n- repo: local\n  hooks: []', false],
  ['CRLF', 'fail_fast: true\r\nrepos:\r\n- repo: a\r\n  hooks: []\r\n', true],
  [
    'a document marker and anchors',
    '---\nx: &x [a]\nrepos:\n  - repo: a\n    hooks: *x\nexclude: *x\n',
    true,
  ],
  [
    'a quoted key and a folded text',
    '"repos":\n  - repo: a\n    hooks: []\n    text: >-\n      one\n      two\n',
    true,
  ],
  ['a dash by itself', 'repos:\n  -\n    repo: a\n    hooks: []\n', false],
  ['a list that is a list of no mappings', 'repos:\n- a\n- b\n', true],
];

const commentsIn = (text: string): string[] => text.match(/#.*/g)?.map((one) => one.trim()) ?? [];

test.each(FORMS)('an entry under repos: %s', (_name, text, isSame) => {
  const made = withItem(text, FILE, REPOSITORY);
  const before = parse(text) ?? {};
  const [entry] = parse(REPOSITORY.lines.join('\n'));
  expect(parse(made)).toEqual({ ...before, repos: [...(before.repos ?? []), entry] });
  for (const comment of commentsIn(text)) expect(made).toContain(comment);
  expect(made.includes('\r\n')).toBe(text.includes('\r\n'));

  const without = withoutItem(made, FILE, REPOSITORY);
  if (isSame) expect(without).toBe(text);
  expect({ repos: [], ...parse(without) }).toEqual({ ...before, repos: before.repos ?? [] });
  expect(without).not.toContain('leakward');
  for (const comment of commentsIn(text)) expect(without).toContain(comment);
});

const EXTENDS: readonly (readonly [text: string, before: readonly string[]])[] = [
  ['', []],
  ['pre-commit:\n  commands: {}\n', []],
  ['extends:\n  - a.yml\npre-commit: {}\n', ['a.yml']],
  ['extends: [a.yml, b.yml]\n', ['a.yml', 'b.yml']],
  ['extends: a.yml # one\n', ['a.yml']],
];

test.each(EXTENDS)('a file that lefthook extends: %j', (text, before) => {
  const made = withItem(text, 'lefthook.yml', EXTENDED);
  expect(parse(made)).toEqual({ ...parse(text), extends: [...before, '.lefthook-leakward.yml'] });
  const without = parse(withoutItem(made, 'lefthook.yml', EXTENDED)) ?? {};
  expect([without.extends ?? []].flat()).toEqual(before);
});

test.each([
  ['a list of everything', '- repo: a\n', /no mapping/],
  ['repos that is a text', 'repos: {a: b}\n', /“repos” is no list/],
  ['no YAML', 'repos: [\n', /:\d+:\d+: not YAML/],
  ['several documents', 'a: 1\n---\nrepos: []\n', /not YAML \(MULTIPLE_DOCS\)/],
  ['a key twice', 'repos: []\nrepos: []\n', /not YAML \(DUPLICATE_KEY\)/],
  [
    'aliases without end',
    `a0: &a0 [x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`).join('')}`,
    /no mapping/,
  ],
])('is refused where the file is %s', (_name, text, why) => {
  expect(() => withItem(text, FILE, REPOSITORY)).toThrow(why);
});

test('where a list is shared with another setting, the hint is the item in one line that can be pasted', () => {
  const text = 'repos: &all\n- repo: a\n  hooks: []\nothers: *all\n';
  let hint = '';
  try {
    withItem(text, FILE, REPOSITORY);
  } catch (error) {
    ({ hint = '' } = error as { hint?: string });
  }
  expect(hint).toMatch(/^add this item to “repos”: \{.*\}$/);
  const [before, item] = hint.split('”: ');
  expect(before).toBe('add this item to “repos');
  expect(parse(`- ${item}`)).toEqual(parse(REPOSITORY.lines.join('\n')));
});

test('whatever settings there are and however they are written, they mean the same with an item more', () => {
  const word = fc.constantFrom(
    'a',
    'b c',
    '#d',
    ': e',
    '- f',
    '"g"',
    "it's",
    '1',
    'true',
    'two\nlines\n',
    '',
  );
  const entry = fc.dictionary(fc.constantFrom('repo', 'rev', 'name'), word, { maxKeys: 3 });
  const settings = fc.record(
    { first: fc.array(word), repos: fc.array(entry, { maxLength: 3 }), last: fc.dictionary(word, word) },
    { requiredKeys: [] },
  );
  const style = fc.record({
    indentSeq: fc.boolean(),
    indent: fc.constantFrom(2, 4),
    collectionStyle: fc.constantFrom('any', 'flow', 'block'),
    lineWidth: fc.constantFrom(0, 20, 80),
  });
  const item: ListItem = {
    key: 'repos',
    lines: ['- repo: ours', '  hooks:', '    - id: leakward'],
    isOurs: REPOSITORY.isOurs,
  };
  fc.assert(
    fc.property(settings, style, (values, options) => {
      const text = stringify(values, options as never);
      // Its writer puts an empty list in block style where it cannot be read.
      fc.pre(parseDocument(text).errors.length === 0);
      const made = withItem(text, FILE, item);
      const ours = { repo: 'ours', hooks: [{ id: 'leakward' }] };
      expect(parse(made)).toEqual({ ...values, repos: [...(values.repos ?? []), ours] });
      const without = parse(withoutItem(made, FILE, item)) ?? {};
      expect({ ...without, repos: without.repos ?? [] }).toEqual({ ...values, repos: values.repos ?? [] });
    }),
  );
});

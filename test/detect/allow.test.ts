import { describe, expect, test } from 'vitest';
import type { Suppression } from '../../src/model/finding.ts';
import { detect } from '../support/detect.ts';
import { nouvelKey } from '../support/keys.ts';

const LEAK = `NOUVEL_API_KEY=${nouvelKey()}`;

/** The suppression that the only finding carries. */
function allowedIn(text: string): Suppression | undefined {
  const found = detect(text, 'a.txt');
  expect(found).toHaveLength(1);
  return found[0]?.allowedInline;
}

describe('the marks of other scanners', () => {
  test.each([
    'gitleaks:allow',
    'betterleaks:allow',
    'trufflehog:ignore',
    'kingfisher:ignore',
    'gitguardian:ignore',
    'ggignore',
    'pragma: allowlist secret',
    'pragma: whitelist secret',
    'pragma:allowlist-secret',
  ])('%s allows its own line and is its reason', (mark) => {
    for (const line of [`${LEAK} # ${mark}`, `${LEAK} // ${mark} - a fixture`, `/* ${mark} */ ${LEAK}`])
      expect(allowedIn(`a\n${line}\nb\n`)).toEqual({ kind: 'inline', where: 'a.txt:2', reason: mark });
  });

  test.each(['pragma: allowlist nextline secret', 'pragma: whitelist nextline secret', 'kingfisher:ignore'])(
    '%s allows the next line where it is alone',
    (mark) => {
      expect(allowedIn(`# ${mark}\n${LEAK}\n`)).toMatchObject({ where: 'a.txt:1', reason: mark });
      expect(allowedIn(`x = 1 # ${mark}\n${LEAK}\n`)).toBeUndefined();
    },
  );

  test.each([
    'gitleaks:allow',
    'betterleaks:allow',
    'trufflehog:ignore',
    'ggignore',
    'pragma: allowlist secret',
  ])('%s does not allow the next line, as its scanner does not', (mark) => {
    expect(allowedIn(`# ${mark}\n${LEAK}\n`)).toBeUndefined();
  });

  test.each([
    'mygitleaks:allow',
    'gitleaks:allowed',
    'ggignore-start',
    'biggignore',
    'pragma: allowlist secrets',
  ])('%s is none', (mark) => {
    expect(allowedIn(`${LEAK} # ${mark}\n`)).toBeUndefined();
  });

  test('a mark of ours for another rule leaves the other scanner’s mark in force', () => {
    expect(allowedIn(`${LEAK} # leakward:allow nohuman-api-key gitleaks:allow\n`)?.reason).toBe(
      'gitleaks:allow',
    );
  });
});

/** Every comment style that can be alone on a line, with what closes it. */
const STYLES = [
  '// …',
  '//…',
  '/// …',
  '//! …',
  '# …',
  '#…',
  '## …',
  '#! …',
  '-- …',
  '--- …',
  '; …',
  ';; …',
  ';;; …',
  '.. …',
  '/* … */',
  '/** … */',
  ' * …',
  '{/* … */}',
  '<!-- … -->',
  '<!--…-->',
  '<!--- … --->',
  '<!-- # … -->',
  '{# … #}',
  '{#- … -#}',
  '{- … -}',
  '{-- … --}',
  '{{! … }}',
  '{{!-- … --}}',
  '{{-- … --}}',
  '{{/* … */}}',
  '{{- /* … */ -}}',
  '{* … *}',
  '{% comment %} … {% endcomment %}',
  '<%# … %>',
  '<%-- … --%>',
  '<#-- … -->',
  '@* … *@',
  '(* … *)',
  '#| … |#',
  '#= … =#',
  '#[ … ]#',
  '<# … #>',
  '--[[ … ]]',
  '%{ … }%',
  '% …',
  '%% …',
  "' …",
  '" …',
  ':: …',
  '! …',
  '*> …',
  '-# …',
  '//- …',
  '#. …',
  '#_ …',
  '.\\" …',
  '\\ …',
  'REM …',
  '@rem …',
  'dnl …',
  'C     …',
  'NB. …',
  '@c …',
  '@comment …',
  '(comment …)',
  '[//]: # (…)',
  '[comment]: <> (…)',
  '"//": "…",',
  '{ "//": "…",',
  '"#": "…",',
  '"_comment": "…",',
  '"$comment": "…",',
  '"comment_1": "…",',
  "'//': '…',",
] as const;

test.each(STYLES)('a comment alone on a line in the style %s allows the next line', (style) => {
  const commented = (mark: string): string => `a = 1\n  ${style.replace('…', () => mark)}\n  ${LEAK}\nb\n`;
  expect(allowedIn(commented('leakward:allow'))).toEqual({ kind: 'inline', where: 'a.txt:2' });
  expect(allowedIn(commented('leakward:allow nouvel-api-key'))).toBeDefined();
  expect(allowedIn(commented('leakward:allow nohuman-api-key'))).toBeUndefined();
  expect(allowedIn(commented("leakward:allow reason='made up' until=2030-01-31"))).toMatchObject({
    reason: 'made up',
    until: '2030-01-31',
  });
  expect(allowedIn(commented('leakward:allow reason=fixture'))).toMatchObject({ reason: 'fixture' });
});

test.each(['}) // ', '} # ', '); -- ', 'x = 1 # ', 'end; // ', '"a": 1, // ', 'key: # ', '), /* '])(
  'a comment behind the code %s does not allow the next line',
  (code) => {
    expect(allowedIn(`${code}leakward:allow\n${LEAK}\n`)).toBeUndefined();
  },
);

test('a comment in JSON may have its reason in escaped quotes', () => {
  const text = `{\n  "//": ${JSON.stringify('leakward:allow reason="in docs"')},\n  "nouvel": "${nouvelKey()}"\n}\n`;
  expect(allowedIn(text)).toMatchObject({ where: 'a.txt:2', reason: 'in docs' });
});

test('a stretch of a long line is not taken for the line before', () => {
  expect(allowedIn(`// leakward:allow ${' '.repeat(1006)}${'x'.repeat(1023)} ${LEAK}\n`)).toBeUndefined();
});

describe('leakward:allow-begin without leakward:allow-end', () => {
  const BEGIN = '# leakward:allow-begin reason="fixtures"\n';
  const END = '# leakward:allow-end\n';

  test.each([
    ['at the top of a file', `${BEGIN}x\n${LEAK}\n`, 1],
    ['before another block that is closed', `x\n${BEGIN}${LEAK}\n${BEGIN}${END}`, 2],
    ['behind a block that is closed', `${BEGIN}${END}\n${BEGIN}${LEAK}\n`, 4],
  ])('%s allows nothing, and the finding names its line', (_, text, line) => {
    const [found] = detect(text, 'a.txt');
    expect(found?.allowedInline).toBeUndefined();
    expect(found?.unclosedAllow).toBe(`a.txt:${line}`);
  });

  test.each([
    ['a closed block', `${BEGIN}${LEAK}\n${END}`, true],
    ['the second of two closed blocks', `${BEGIN}${END}${BEGIN}${LEAK}\n${END}`, true],
    ['behind a closed block', `${BEGIN}${END}${LEAK}\n`, false],
    ['an open block of another rule', `# leakward:allow-begin nohuman-api-key\n${LEAK}\n`, false],
    ['an open block, and a comment of its own', `${BEGIN}${LEAK} # leakward:allow\n`, true],
  ])('%s gives no such line', (_, text, isAllowed) => {
    const [found] = detect(text, 'a.txt');
    expect(found?.allowedInline !== undefined).toBe(isAllowed);
    expect(found?.unclosedAllow).toBeUndefined();
  });
});

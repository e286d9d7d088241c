/** Soft breaks inside a key: the whole is listed, under the policy of split keys. */
import { expect, test } from 'vitest';
import { ownKeyOf } from '../../src/keys/own-key.ts';
import { outcomeOf } from '../../src/model/policy.ts';
import { detect, detectAll } from '../support/detect.ts';
import { NOHUMAN, NOUVEL, nohumanKey, nouvelKey } from '../support/keys.ts';
import { workOf } from '../support/work.ts';

const ESC = '\u001b';
const MAIL = 'Content-Transfer-Encoding: quoted-printable\r\n\r\n';

type Write = (first: string, second: string, name: string) => string | Uint8Array;

/** Everything that may be in front of a key that a line end cuts, so that its line has `width` columns. */
const filled = (width: number, first: string, text: string): string =>
  `${text}${'.'.repeat(width - text.length - first.length - 1)} ${first}`;

const joint =
  (between: string): Write =>
  (first, second, name) =>
    `${name}: ${first}${between}${second} is it\n`;

const KINDS: readonly (readonly [what: string, write: Write])[] = [
  ['quoted-printable, after the header', (a, b, n) => `${MAIL}${n}=3D${a}=\r\n${b}\r\nBye\r\n`],
  ['quoted-printable, bare line ends', (a, b, n) => `${MAIL.replaceAll('\r', '')}${n}: ${a}=\n${b}\nBye\n`],
  ['quoted-printable, a code in the text', (a, b, n) => `caf=C3=A9\r\n${n}: ${a}=\r\n${b}\r\n`],
  ['quoted-printable, a full line', (a, b, n) => `${filled(75, a, n)}=\r\n${b} and=\r\n`],
  ['quoted-printable, at the end of the text', (a, b, n) => `${MAIL}${n}: ${a}=\r\n${b}`],
  ['a fold of a calendar', (a, b, n) => `BEGIN:VEVENT\r\nDESCRIPTION:${n} ${a}\r\n ${b}\r\nEND:VEVENT\r\n`],
  ['a fold with a tab', (a, b, n) => `DESCRIPTION;LANGUAGE=en:${n} ${a}\r\n\t${b}\r\n`],
  ['a fold with bare line ends', (a, b, n) => `NOTE:${n} ${a}\n ${b}\nEND:VCARD\n`],
  ['a second fold of one line', (a, b, n) => `DESCRIPTION:see\r\n the ${n} ${a}\r\n ${b}\r\n`],
  ['a fold of a header', (a, b, n) => `X-Note: ${n} ${a}\r\n ${b}\r\n\r\n`],
  ['<wbr>', joint('<wbr>')],
  ['<wbr/>', joint('<wbr/>')],
  ['<wbr />', joint('<wbr />')],
  ['<WBR>', joint('\\u003cwbr\\u003e')],
  ['&shy;', joint('&shy;')],
  ['&#173;', joint('&#173;')],
  ['&#xAD;', joint('&#xAD;')],
  ['&#8203;', joint('&#8203;')],
  ['&#x200B;', joint('&#x200B;')],
  ['&ZeroWidthSpace;', joint('&ZeroWidthSpace;')],
  ['&zwj;', joint('&zwj;')],
  ['&zwnj;', joint('&zwnj;')],
  ['a soft hyphen of Latin-1', (a, b, n) => Buffer.from(`${n}: ${a}\u00ad${b} is it\n`, 'latin1')],
  ...[
    0xad, 0x034f, 0x061c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202e, 0x2060, 0x2063,
    0x2066, 0x2069, 0xfeff,
  ].map((code) => [`U+${code.toString(16)}`, joint(String.fromCharCode(code))] as const),
  ['two of them', joint('\u200b\u2060')],
  ['U+200B as JSON writes it', (a, b, n) => JSON.stringify({ [n]: `${a}\\u200b${b}` }).replace('\\\\', '\\')],
  ['U+200B in a URL', (a, b, n) => `${n}=${a}%E2%80%8B${b}\n`],
  ['colours', joint(`${ESC}[0m${ESC}[1;31m`)],
  ['colours of grep', joint(`${ESC}[m${ESC}[K`)],
  ['a colour as JSON writes it', (a, b, n) => JSON.stringify({ log: `${n} ${a}${ESC}[0m${b}` })],
  ['a colour as a shell writes it', joint('\\e[0m')],
  ['a code of one byte', (a, b, n) => Buffer.from(`${n}: ${a}\u009b0m${b} is it\n`, 'latin1')],
  ['a character set', joint(`${ESC}(B${ESC}[m`)],
  ['the start of a link', joint(`${ESC}]8;;https://example.org/a${ESC}\\`)],
  ['a title', joint(`${ESC}]0;work\u0007`)],
  ...[80, 100, 120, 132].map(
    (width) =>
      [
        `the end of ${width} columns`,
        (a: string, b: string, n: string) => `$ a\n${filled(width, a, n)}\n${b}\n$ b\n`,
      ] as const,
  ),
  ['the end of columns, with colours', (a, b, n) => `${ESC}[1m${filled(80, a, n)}\r\n${b}\r\n`],
  [
    'the width of the lines before',
    (a, b, n) => `${'x y '.repeat(23)}.\n${'z y '.repeat(23)}.\n${filled(93, a, n)}\n${b} is it\n`,
  ],
  ['a terminal that erases', (a, b, n) => `${n}=${a}\r\n${ESC}[K${b}\r\n`],
  ["['…','…'].join('')", (a, b, n) => `const ${n} = ['${a}', '${b}'].join('');\n`],
  ['["…","…"].join("") on lines', (a, b, n) => `${n} = [\n  "${a}",\n  "${b}",\n].join("")\n`],
  ['"".join(["…", "…"])', (a, b, n) => `${n} = "".join(["${a}", "${b}"])\n`],
  ["''.join(('…', '…'))", (a, b, n) => `${n} = ''.join(('${a}', '${b}'))\n`],
  ['join of Ruby', (a, b, n) => `${n} = ['${a}', '${b}'].join\n`],
  ['implode of PHP', (a, b, n) => `$${n} = implode('', ['${a}', '${b}']);\n`],
  ['join of Perl', (a, b, n) => `my $${n} = join('', '${a}', '${b}');\n`],
  ['strings.Join of Go', (a, b, n) => `${n} := strings.Join([]string{"${a}", "${b}"}, "")\n`],
  ['CONCAT of SQL', (a, b, n) => `SET @${n} = CONCAT('${a}', '${b}');\n`],
  ['concat of Java', (a, b, n) => `String ${n} = "${a}".concat("${b}");\n`],
  ['a continuation of Visual Basic', (a, b, n) => `${n} = "${a}" & _\r\n    "${b}"\r\n`],
];

const KEYS = [1, 2, 3].flatMap((seed) => [
  ['nouvel_api_key', nouvelKey(seed)] as const,
  ['nohuman_api_key', nohumanKey(seed, 'base62', 40)] as const,
  ['nohuman_api_key', nohumanKey(seed, 'base64url', 43)] as const,
]);
const CUTS = [7, 12, 17, 20];

const bytesOf = (content: string | Uint8Array): Buffer => Buffer.from(content as string);

test.each(KINDS)('the whole of a key with a soft break is listed as split, and warned of: %s', (_, write) => {
  for (const [name, key] of KEYS)
    for (const at of CUTS) {
      const content = bytesOf(write(key.slice(0, at), key.slice(at), name));
      const found = detect(content);
      expect(found.map(({ secret }) => secret.reveal())).toEqual([key]);
      const [{ encoding, span } = { encoding: [], span: { start: 0, end: 0 } }] = found;
      expect(encoding).toEqual(['split']);
      expect(found.map((finding) => outcomeOf(finding))).toEqual(['warn']);
      const written = content.subarray(span.start, span.end).toString('latin1');
      expect(written.startsWith(key.slice(0, at))).toBe(true);
      expect(written.endsWith(key.slice(at))).toBe(true);
    }
});

test.each(KINDS)('a key of ours with a soft break blocks: %s', (_, write) => {
  for (const [name, key] of KEYS) {
    const own = [ownKeyOf(key, key.startsWith('nvl') ? NOUVEL : NOHUMAN, { label: 'billing' })];
    const found = detectAll(write(key.slice(0, 13), key.slice(13), name), 'x', own);
    expect(found.map(({ attribution, secret }) => [attribution, secret.reveal()])).toEqual([['own', key]]);
    expect(found.map((finding) => outcomeOf(finding))).toEqual(['fail']);
  }
});

test('a key with a break between any two characters of its body is listed as the whole', () => {
  for (const [name, key] of KEYS) {
    for (const between of ['\u200b', '<wbr>', '&shy;', '%C2%AD']) {
      const start = key.indexOf('_') + 1;
      const text = `${name}: ${key.slice(0, start)}${[...key.slice(start)].join(between)}\n`;
      expect(detect(text).map(({ secret }) => secret.reveal())).toEqual([key]);
    }
  }
});

/** What follows a whole key and is no part of it. */
const NEAR: readonly (readonly [
  what: string,
  write: (key: string, other: string, name: string) => string,
])[] = [
  ['padding of base64 at a line end', (k, o, n) => `${n} = ${k}=\n${o}=\n`],
  ['a variable behind a soft break', (k, _o, n) => `${MAIL}${n}=3D${k}=\r\nNEXT=value\r\n`],
  ['the next line', (k, o, n) => `${n}=${k}\n${o}\n`],
  ['an indented line', (k, o, n) => `${n}=${k}\n ${o}\n`],
  ['an indented line of YAML', (k, _o, n) => `${n}: ${k}\n region: eu1\n`],
  ['a fold with two blanks', (k, o, n) => `X-${n}: ${k}\r\n  ${o}\r\n`],
  ['a fold before a word', (k, _o, n) => `X-${n}: ${k}\r\n please\r\n`],
  ['a line of 79 columns', (k, o, n) => `${filled(79, k, n)}\n${o}\n`],
  ['a full line before a variable', (k, _o, n) => `${filled(80, k, n)}\nNEXT=1\n`],
  ['a full line before a word', (k, _o, n) => `${filled(80, k, n)}\nproduction\n`],
  ['a full line before a date', (k, _o, n) => `${filled(80, k, n)}\n31/01/2026, 12:00 - Bob: ok\n`],
  ['a full line before an address', (k, _o, n) => `${filled(80, k, n)}\nx9Kq@example.org\n`],
  ['a full line before a longer one', (k, o, n) => `${filled(80, k, n)}\n${o} ${'-'.repeat(90)}\n`],
  [
    'rows of one width',
    (k, o, n) => ['a1', 'b2', 'c3'].map((id, i) => filled(93, i === 2 ? k : o, `${id} ${n}`)).join('\n'),
  ],
  ['a row behind', (k, o, n) => `${filled(80, k, `Zq8Kx2Lw ${n}`)}\n${o.slice(0, 8)} ${n}\n`],
  ['a further key behind a fold', (k, _o, n) => `X-${n}: ${k}\r\n ${k}\r\n`],
  ['a word behind a colour', (k, _o, n) => `${n} ${k}${ESC}[0mok\n`],
  ['a move of the cursor', (k, o, n) => `${n} ${k}${ESC}[12G${o}\n`],
  ['an element of a list that is not joined', (k, o, n) => `${n} = ['${k}', '${o}'];\n`],
  ['an element of a list joined by commas', (k, o, n) => `${n} = ['${k}', '${o}'].join(',');\n`],
  ['another element of HTML', (k, o, n) => `<td>${n} ${k}<b>${o}</b></td>\n`],
  ['another character', (k, o, n) => `${n}: ${k}\u2013${o}\n`],
  ['another entity', (k, o, n) => `${n}: ${k}&nbsp;${o}\n`],
];

test.each(NEAR)('what is behind a key is not joined to it: %s', (_, write) => {
  for (const [name, key] of KEYS) {
    const other = nohumanKey(9, 'base62', 20).slice(3);
    const found = detect(write(key, other, name)).map(({ secret }) => secret.reveal());
    expect([...new Set(found)]).toEqual([key]);
  }
});

test('names of the prefix with soft breaks are no keys', () => {
  for (const between of ['\u200b', '<wbr>', '&shy;', '=\r\n', `${ESC}[0m`])
    for (const prefix of ['nh', 'nvl'])
      expect(detectAll(`${MAIL}${prefix}_some_function${between}_with_a_long_name(1)\n`)).toEqual([]);
});

test.each([
  ['soft breaks', (first: string, second: string) => `${first}=\r\n${second}\r\n`],
  ['full lines', (first: string, second: string) => `${filled(80, first, 'k')}\n${second}\n`],
  ['folds', (first: string, second: string) => `K: ${first}\r\n ${second}\r\n`],
  ['links', (first: string, second: string) => `${first}${ESC}]8;;${'x'.repeat(200)}${second}\n`],
  ['lists', (first: string, second: string) => `['${first}', '${second}'].join('');\n`],
  ['breaks behind prefixes', (first: string) => `${first.slice(0, 4)}${'\u200b'.repeat(50)}`],
] as const)('work grows with the text: %s', (_, piece) => {
  const textOf = (count: number): Buffer =>
    Buffer.from(
      Array.from({ length: count }, (_, i) => piece(nouvelKey(i).slice(0, 15), nouvelKey(i).slice(15))).join(
        '',
      ),
    );
  const [few, many] = [textOf(300), textOf(600)];
  const work = workOf(() => detectAll(few));
  expect(workOf(() => detectAll(many))).toBeLessThan(2.2 * work);
});

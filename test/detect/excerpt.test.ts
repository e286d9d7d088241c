import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { detectAll } from '../support/detect.ts';
import { nouvelKey } from '../support/keys.ts';

const KEY = nouvelKey(7);
const { redacted } = new Secret(KEY, 4);
/** Secrets of other kinds that share a line with the key. */
const OTHERS = [
  'hunter2',
  'S3cret_Pass',
  'correct-horse',
  'AKIAIOSFODNN7EXAMPLE',
  'ghp_0aB1cD2eF3gH4iJ5kL6m',
];

const LINES: readonly ((key: string, other: string) => string)[] = [
  (key, other) => `postgres://app:${other}@db/x NOUVEL_API_KEY=${key} DB_PASSWORD=${other}`,
  (key, other) => `{"password":"${other}","apiKey":"${key}","token":"${other}"}`,
  (key, other) => `${other},${key},${other}`,
  (key, other) => `${other};${key};${other}`,
  (key, other) => `${other}:${key}:${other}`,
  (key, other) => `host:5432:app:${other}:${key}`,
  (key, other) => `${other} ${key} ${other}`,
  (key, other) => `${other}\t${key}\t${other}`,
  (key, other) => `mysql -p${other} ${key}`,
  (key, other) => `login --password ${other} --token ${key} --otp ${other}`,
  (key, other) => `curl -u app:${other} -H "Authorization: Bearer ${key}" -d pin=${other}`,
  (key, other) => `https://app:${other}@example.com/?pin=${other}&key=${key}&last=${other}`,
  (key, other) => `https://${other}:${key}@example.com/`,
  (key, other) => `${other} > ${key} < ${other}`,
  (key, other) => `${other}!${key}`,
  (key, other) => `<pw>${other}</pw><key>${key}</key><otp>${other}</otp>`,
  (key, other) => `pw: ${other}, key: ${key} # was ${other}`,
  (key, other) => `machine a login ${other} password ${key} account ${other}`,
  (key, other) => `call("${other}", "${key}", '${other}')`,
  (key, other) => `${other}/${key}/${other}`,
  (key, other) => `pin=${other}${' '.repeat(200)}${key}${' '.repeat(200)}${other}`,
];

describe('other secrets on the line of a finding', () => {
  test.each(LINES.map((line) => [line(redacted, 'OTHER'), line] as const))('are not shown: %s', (_, line) => {
    for (const other of OTHERS) {
      const [found] = detectAll(line(KEY, other));
      expect(found?.excerpt.text).toContain(redacted);
      expect(found?.excerpt.text).not.toContain(other);
    }
  });

  test.each([
    [`NOUVEL_API_KEY=${KEY}`, `NOUVEL_API_KEY=${redacted}`],
    [`const key = "${KEY}"; // x`, `key = "${redacted}"`],
    [`const key: string = '${KEY}'`, `key: string = '${redacted}'`],
    [`{"a":1,"apiKey":"${KEY}"}`, `"apiKey":"${redacted}"`],
    [`Authorization: Bearer ${KEY}`, `Authorization: Bearer ${redacted}`],
    [`ENV NOUVEL_API_KEY ${KEY}`, `NOUVEL_API_KEY ${redacted}`],
    [`run --api-key ${KEY}`, `--api-key ${redacted}`],
    [`apiKey:\n  "${KEY}"`, `apiKey: "${redacted}"`],
    [`<apiKey>${KEY}</apiKey>`, `<apiKey>${redacted}`],
    [`?a=b&key=${KEY}`, `key=${redacted}`],
    [KEY, redacted],
  ])('the name of the key is: %#', (text, expected) => {
    const [found] = detectAll(text);
    const { text: shown = '', start = 0, length = 0 } = found?.excerpt ?? {};
    expect(shown).toBe(expected);
    expect(shown.slice(start, start + length)).toBe(redacted);
  });

  test('the name is shown of UTF-16 text', () => {
    const [found] = detectAll(Buffer.from(`pin=hunter2 NOUVEL_API_KEY=${KEY} x`, 'utf16le'));
    expect(found?.excerpt.text).toBe(`NOUVEL_API_KEY=${redacted}`);
  });
});

test('a file of nothing but keys is judged in time that grows with their number', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `key = '${nouvelKey(i)}'`);
  const findings = detectAll(keys.join('\n'));
  expect(findings.length).toBeGreaterThan(19_900);
  expect(findings[7]?.excerpt.text).toBe(`key = '${nouvelKey(7).slice(0, 8)}…(26)'`);
});

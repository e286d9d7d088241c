import { expect, test } from 'vitest';
import { readInputs } from '../../src/action/inputs.ts';
import { askedAt, OLD_INPUTS, variableOf } from '../../src/action/named-urls.ts';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';

const URL_OF = 'https://keys.example.com/';

test('addresses of any provider are lines of one input', () => {
  const lines = BUILTIN_RULES.map(({ provider }) => `${provider}=${URL_OF}`);
  const inputs = readInputs({ 'INPUT_PROVIDER-URLS': `\n  ${lines.join('\n  ')}\n` });
  expect(inputs).toMatchObject({ providerUrls: lines, revokeUrls: [], notes: [] });
  const bases = askedAt(inputs, BUILTIN_RULES);
  expect([...bases.values()].map(({ url }) => url.href)).toEqual(lines.map(() => URL_OF));
});

test.each(OLD_INPUTS)('$input is understood with a note, and a line of $now outranks it', (old) => {
  const { input, provider, now } = old;
  const name = now === 'provider-urls' ? 'providerUrls' : 'revokeUrls';
  const env = { [variableOf(input)]: URL_OF };
  const line = `${provider}=${URL_OF}`;
  const notes = [`the input ${input} is now a line of ${now}: ${provider}=<url>`];
  expect(readInputs(env)).toMatchObject({ [name]: [line], notes });
  const newer = `${provider}=https://newer.example.com/`;
  const both = readInputs({ ...env, [variableOf(now)]: newer });
  expect(both[name]).toEqual([line, newer]);
  if (name === 'providerUrls')
    expect(askedAt(both, BUILTIN_RULES).get(provider)?.url.href).toBe('https://newer.example.com/');
});

test.each([
  ['https://user:secret@example.com', 'input provider-urls takes <provider>=<url>'],
  ['nouvel=https://user:secret@example.com', 'input provider-urls nouvel may not hold a user or password'],
  ['nouvel=ftp://example.com', 'input provider-urls nouvel must start with https'],
])('a wrong line is refused and not repeated: %s', (text, message) => {
  const read = (): unknown => readInputs({ 'INPUT_PROVIDER-URLS': text });
  expect(read).toThrow(message);
  expect(read).not.toThrow('secret');
});

test('a provider that no rule has is refused', () => {
  const inputs = readInputs({ 'INPUT_PROVIDER-URLS': `acme=${URL_OF}` });
  expect(() => askedAt(inputs, BUILTIN_RULES)).toThrow('input provider-urls takes <provider>=<url>');
});

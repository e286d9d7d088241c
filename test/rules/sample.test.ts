import { expect, test } from 'vitest';
import { decodeBase58 } from '../../src/rules/base58.ts';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { parseRules } from '../../src/rules/parse.ts';
import { seededBytes } from '../../src/rules/random.ts';
import { isSample, sampleKey, sampleStart } from '../../src/rules/sample.ts';
import { NOHUMAN, NOUVEL, nohumanKey, nouvelKey } from '../support/keys.ts';

/** Those that take 22 characters of base58. */
const WITH_SAMPLES = BUILTIN_RULES.filter(({ shape }) => shape.minLength <= 22 && shape.maxLength >= 22);

test.each(WITH_SAMPLES)('samples of $id have the shape of its keys and are known as samples', (rule) => {
  for (let seed = 0; seed < 100; seed++) {
    const key = sampleKey(rule, seededBytes(seed));
    expect(key).toMatch(new RegExp(`^(?:${rule.regex})$`));
    expect(decodeBase58(key.slice(rule.prefix.length))).toHaveLength(16);
    expect(isSample(rule, key)).toBe(true);
    expect(key.startsWith(rule.prefix + sampleStart())).toBe(true);
  }
});

test('keys are no samples, nor is a sample of another length or prefix', () => {
  for (let seed = 0; seed < 100; seed++) {
    expect(isSample(NOUVEL, nouvelKey(seed))).toBe(false);
    expect(isSample(NOHUMAN, nohumanKey(seed, 'base58', 22))).toBe(false);
  }
  const sample = sampleKey(NOUVEL, seededBytes(1));
  expect(isSample(NOUVEL, `${sample}1`)).toBe(false);
  expect(isSample(NOHUMAN, sample)).toBe(false);
});

test('the mark takes so many characters that no key starts with it by chance', () => {
  expect(sampleStart().length).toBeGreaterThanOrEqual(9);
});

test('a rule whose keys are not base58 has no samples', () => {
  const text =
    'id = "acme-key"\nregex = "acme_[a-f0-9]{40}"\n[shape]\nalphabet = "hex"\nminLength = 40\nmaxLength = 40\n';
  const [{ rule } = { rule: NOUVEL }] = parseRules(text, 'acme.toml');
  expect(() => sampleKey(rule, seededBytes(1))).toThrow('acme-key has no samples');
});

import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { exportRules } from '../../src/rules/export/export.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';

/** Patterns in the exported text, as JavaScript reads them. */
function finds(regex: string, text: string): boolean {
  return new RegExp(regex.replaceAll('\\A', '^').replaceAll('\\z', '$')).test(text);
}

test.each(['gitleaks', 'betterleaks'] as const)('%s gets TOML whose patterns find our keys', (tool) => {
  const { rules } = parse(exportRules(BUILTIN_RULES, tool)) as unknown as {
    rules: { id: string; regex: string; keywords: string[] }[];
  };
  expect(rules.map(({ id }) => id)).toEqual(['nohuman-api-key', 'nouvel-api-key']);
  const [nohuman, nouvel] = rules;
  for (let i = 0; i < 200; i++) {
    expect(finds(nouvel?.regex ?? '', `key="${nouvelKey(i)}"`)).toBe(true);
    expect(finds(nohuman?.regex ?? '', `key="${nohumanKey(i)}"`)).toBe(true);
  }
  expect(finds(nouvel?.regex ?? '', 'nvl_reduced_num_tokens_per_expert')).toBe(false);
  expect(finds(nohuman?.regex ?? '', 'nh_composite_ecmp_select_by_rflow')).toBe(false);
});

test('GitHub gets a form a rule', () => {
  const text = exportRules(BUILTIN_RULES, 'github');
  const [, format = ''] = /Secret format: +(.*)/.exec(text.slice(text.indexOf('Nouvel'))) ?? [];
  expect(finds(`^(?:${format})$`, nouvelKey(1))).toBe(true);
  expect(text).toContain('Before secret:   \\A|[^0-9A-Za-z_-]');
});

test('GitLab gets a ruleset that passes gitleaks rules through', () => {
  const ruleset = parse(exportRules(BUILTIN_RULES, 'gitlab')) as {
    secrets: { passthrough: { type: string; value: string }[] };
  };
  expect(ruleset.secrets.passthrough[0]).toMatchObject({ type: 'raw', target: 'gitleaks.toml' });
  expect(parse(ruleset.secrets.passthrough[0]?.value ?? '')).toHaveProperty('rules');
});

test.each(['trufflehog', 'kingfisher'] as const)('%s gets rules that send no key anywhere', (tool) => {
  const text = exportRules(BUILTIN_RULES, tool);
  expect(text).not.toMatch(/verify:|validation:|https?:/);
  expect(text).toMatchSnapshot();
});

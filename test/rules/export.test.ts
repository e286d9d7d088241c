import fc from 'fast-check';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Rule } from '../../src/model/rule.ts';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { exportRules, type Tool } from '../../src/rules/export/export.ts';
import { keyOf, NOHUMAN, NOUVEL, nohumanKey, nouvelKey } from '../support/keys.ts';

/** Patterns in the exported text, as JavaScript reads them. */
function finds(regex: string, text: string): boolean {
  return new RegExp(regex.replaceAll('\\A', '^').replaceAll('\\z', '$')).test(text);
}

test.each(['gitleaks', 'betterleaks'] as const)('%s gets TOML whose patterns find our keys', (tool) => {
  const { rules } = parse(exportRules(BUILTIN_RULES, tool)) as unknown as {
    rules: { id: string; regex: string; keywords: string[] }[];
  };
  expect(rules.map(({ id }) => id)).toEqual(BUILTIN_RULES.map(({ id }) => id));
  for (const [i, rule] of BUILTIN_RULES.entries())
    for (let seed = 0; seed < 200; seed++)
      expect(finds(rules[i]?.regex ?? '', `key="${keyOf(rule, seed)}"`)).toBe(true);
  const [nohuman, nouvel] = [NOHUMAN, NOUVEL].map((rule) => rules.find(({ id }) => id === rule.id));
  for (let i = 0; i < 200; i++) {
    expect(finds(nouvel?.regex ?? '', `key="${nouvelKey(i)}"`)).toBe(true);
    expect(finds(nohuman?.regex ?? '', `key="${nohumanKey(i)}"`)).toBe(true);
  }
  expect(finds(nouvel?.regex ?? '', 'nvl_reduced_num_tokens_per_expert')).toBe(false);
  expect(finds(nohuman?.regex ?? '', 'nh_composite_ecmp_select_by_rflow')).toBe(false);
});

/** The pattern of each rule in the form that a tool reads, by the rule's prefix. */
const PATTERNS_OF = {
  gitleaks: tomlPatterns,
  betterleaks: tomlPatterns,
  trufflehog: (text) =>
    parseYaml(text).detectors.map(({ regex }: { regex: { key: string } }) => regex.key) as string[],
  kingfisher: yamlPatterns,
  titus: yamlPatterns,
} as const satisfies Partial<Record<Tool, (text: string) => string[]>>;

function tomlPatterns(text: string): string[] {
  return (parse(text) as unknown as { rules: { regex: string }[] }).rules.map(({ regex }) => regex);
}

function yamlPatterns(text: string): string[] {
  return parseYaml(text).rules.map(({ pattern }: { pattern: string }) => pattern);
}

const exported = (rule: Rule, tool: keyof typeof PATTERNS_OF): string => {
  const [pattern] = PATTERNS_OF[tool](exportRules([rule], tool));
  if (pattern === undefined) throw new Error(`${tool} has no pattern`);
  return pattern;
};

/** What may part two keys or be around them; in front of the last four, a letter is no part of a longer word. */
const SEPARATORS = [
  ...[',', ';', '|', ' ', '\n', ':', '/', '"', '.', ':-', '--', '\n-', '\n+'],
  ...['\\n', '\\t', '\x1b[31m', '${X-'],
];

const LIST = fc.record({
  numbers: fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 8 }),
  separator: fc.constantFrom(...SEPARATORS),
});

test.each(Object.keys(PATTERNS_OF) as (keyof typeof PATTERNS_OF)[])(
  '%s finds every key of a list, whatever single character parts them',
  (tool) => {
    for (const rule of BUILTIN_RULES) {
      const pattern = new RegExp(exported(rule, tool), 'g');
      fc.assert(
        fc.property(LIST, ({ numbers, separator }) => {
          const keys = numbers.map((number) => keyOf(rule, number));
          const found = [...`K=${keys.join(separator)}`.matchAll(pattern)].map(([, secret]) => secret);
          expect(found).toEqual(keys);
        }),
      );
    }
  },
);

test.each(['gitleaks', 'betterleaks'] as const)(
  '%s gets a pattern whose group is the key also in the match without its line ends, where it looks again',
  (tool) => {
    for (const rule of BUILTIN_RULES) {
      const key = keyOf(rule);
      const pattern = exported(rule, tool);
      for (const separator of ['', '-', ...SEPARATORS]) {
        const [match = ''] = new RegExp(pattern).exec(`${separator}${key}\n`) ?? [];
        const [, secret] = new RegExp(pattern).exec(match.replace(/^\n+|\n+$/g, '')) ?? [];
        expect(secret, JSON.stringify(separator)).toBe(key);
      }
    }
  },
);

test.each(['gitleaks', 'betterleaks'] as const)('%s runs only our rules with the exported file', (tool) => {
  expect(parse(exportRules(BUILTIN_RULES, tool))).not.toHaveProperty('extend');
});

test.each([
  ['gitleaks', 'gitleaks dir --config <this file>'],
  ['betterleaks', 'betterleaks filesystem --config <this file>'],
  ['trufflehog', 'trufflehog filesystem --config <this file> --include-detectors=CustomRegex'],
  ['kingfisher', 'kingfisher scan --rules-path <this file> --load-builtins=false'],
  ['titus', 'titus scan --rules <this file>'],
] as const)('the file for %s starts with the command that runs its rules alone', (tool, command) => {
  const rules = tool === 'titus' ? [NOUVEL] : BUILTIN_RULES;
  const [head = ''] = exportRules(rules, tool).split(/^[^#]/m);
  expect(head).toContain(command);
});

test('betterleaks gets no field that its second version refuses', () => {
  const { rules } = parse(exportRules(BUILTIN_RULES, 'betterleaks')) as { rules: Record<string, unknown>[] };
  for (const rule of rules) {
    expect(Object.keys(rule)).toEqual(['id', 'description', 'regex', 'keywords', 'filter']);
    expect(rule.filter).toMatch(/^entropy\(finding\["secret"\]\) < 3\.\d$/);
  }
});

test('titus gets a file a rule', () => {
  const { rules } = parseYaml(exportRules([NOUVEL], 'titus'));
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(['leakward.nouvel-api-key']);
  expect(() => exportRules(BUILTIN_RULES, 'titus')).toThrow(
    expect.objectContaining({
      code: 'bad-usage',
      hint: expect.stringContaining(`--rule ${BUILTIN_RULES[0]?.id}`),
    }),
  );
});

test('GitHub gets a form a rule', () => {
  const text = exportRules(BUILTIN_RULES, 'github');
  const [, format = ''] = /Secret format: +(.*)/.exec(text.slice(text.indexOf('Nouvel'))) ?? [];
  expect(finds(`^(?:${format})$`, nouvelKey(1))).toBe(true);
  const [, before = ''] = /Before secret: +(.*)/.exec(text) ?? [];
  const [, behind = ''] = /After secret: +(.*)/.exec(text) ?? [];
  for (const [front, back] of [
    ['', ''],
    ['key="', '"'],
    ['${X:-', '}'],
    ['${X-', '}'],
    ['', '-old'],
    ['a\\n', ','],
  ])
    expect(finds(`(?:${before})${format}(?:${behind})`, `${front}${nouvelKey(1)}${back}`)).toBe(true);
});

test('GitLab gets a ruleset that passes gitleaks rules through', () => {
  const ruleset = parse(exportRules(BUILTIN_RULES, 'gitlab')) as {
    secrets: { passthrough: { type: string; value: string }[] };
  };
  expect(ruleset.secrets.passthrough[0]).toMatchObject({ type: 'raw', target: 'gitleaks.toml' });
  expect(parse(ruleset.secrets.passthrough[0]?.value ?? '')).toHaveProperty('rules');
});

test.each(['trufflehog', 'kingfisher'] as const)('%s gets rules that send no key anywhere', (tool) => {
  const text = exportRules([NOHUMAN, NOUVEL], tool);
  expect(text).not.toMatch(/verify:|validation:|https?:/);
  expect(text).toMatch(tool === 'trufflehog' ? /--include-detectors=CustomRegex / : /--load-builtins=false /);
  expect(text).toMatchSnapshot();
});

/** From the text of a rule file to rules. The keys are those of gitleaks' configuration where it has them. */

import { parse, TomlError } from 'smol-toml';
import { UserError } from '../model/error.ts';
import type { ContextTerms, ForeignTerms, Rule, Severity } from '../model/rule.ts';
import { variableWord } from '../model/variable.ts';
import { BUILTIN_RULES } from './builtin.generated.ts';
import { type RuleWithExamples, unknownBlank } from './examples.ts';
import { lintPattern } from './lint.ts';
import {
  type Fields,
  LOWER_TEXTS,
  need,
  oneOf,
  refuseUnknown,
  ruleError,
  TABLE,
  TABLES,
  TEXT,
  TEXTS,
  type Where,
  want,
} from './schema.ts';
import { readShape } from './shape.ts';
import { readManualRevocation, readVerification } from './verification.ts';

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

const KEYS = {
  id: true,
  provider: true,
  providerName: true,
  description: true,
  severity: true,
  keywords: true,
  regex: true,
  variable: true,
  references: true,
  placeholders: true,
  examples: true,
  negativeExamples: true,
  shape: true,
  context: true,
  foreign: true,
  verify: true,
  revoke: true,
} as const satisfies Record<
  Exclude<keyof Rule, 'prefix'> | 'keywords' | 'examples' | 'negativeExamples',
  true
>;

/**
 * The rules of a file: one at the top level, or several as `[[rules]]`. A rule needs `id`, `regex` and `[shape]`;
 * the rest has defaults.
 *
 * @param options.isBuiltin the file is ours: only then may it say where its keys are sent
 * Errors: `bad-rule`, naming file, rule, key, what was expected and what was found.
 */
export function parseRules(text: string, file: string, { isBuiltin = false } = {}): RuleWithExamples[] {
  const fields = readToml(text, file);
  if (fields['rules'] === undefined) return [readRule(fields, { file, rule: 'rule' }, isBuiltin)];
  const where = { file, rule: 'file' };
  refuseUnknown(fields, ['rules'], where);
  return need(fields, 'rules', TABLES, where).map((one, i) =>
    readRule(one, { file, rule: `rule ${i + 1}` }, isBuiltin),
  );
}

function readToml(text: string, file: string): Fields {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    // The first line only: the parser's further lines quote the file, which may hold a key.
    const what = (cause.message.split('\n', 1)[0] ?? '').replace(/^Invalid TOML document: /, '');
    throw new UserError('bad-rule', `${file}:${cause.line}:${cause.column}: not TOML: ${what}`);
  }
}

function readRule(fields: Fields, at: Where, isBuiltin: boolean): RuleWithExamples {
  const id = readId(fields, at);
  const where = { file: at.file, rule: id };
  refuseUnknown(fields, Object.keys(KEYS), where);
  const provider = want(fields, 'provider', TEXT, id.replace(/-.*/, ''), where);
  const providerName = want(fields, 'providerName', TEXT, provider, where);
  const variable = `${variableWord(provider)}_API_KEY`;
  const { regex, prefix, body } = readRegex(fields, where);
  if (fields['verify'] !== undefined && !isBuiltin) refuseStrangers(provider, prefix, where);
  const rule: Rule = {
    id,
    provider,
    providerName,
    prefix,
    regex,
    description: want(fields, 'description', TEXT, `${providerName} key`, where),
    severity: want(fields, 'severity', oneOf(SEVERITIES), 'high', where),
    shape: readShape(need(fields, 'shape', TABLE, where), body, where),
    context: readContext(want(fields, 'context', TABLE, {}, where), provider, where),
    foreign: readForeign(want(fields, 'foreign', TABLE, {}, where), where),
    placeholders: want(fields, 'placeholders', TEXTS, [], where),
    variable: want(fields, 'variable', TEXT, variable, where),
    references: want(fields, 'references', TEXTS, [], where),
    ...(fields['verify'] === undefined
      ? {}
      : {
          verify: readVerification(
            need(fields, 'verify', TABLE, where),
            isBuiltin ? 'any' : basesOf(provider),
            where,
          ),
        }),
    ...(fields['revoke'] === undefined
      ? {}
      : { revoke: readManualRevocation(need(fields, 'revoke', TABLE, where), where) }),
  };
  return {
    rule,
    examples: readExamples(fields, 'examples', rule, where),
    negativeExamples: readExamples(fields, 'negativeExamples', rule, where),
  };
}

/**
 * A rule file may come from the repository that is scanned: it must not have other products' keys sent to a provider
 * by calling them this provider's.
 */
function refuseStrangers(provider: string, prefix: string, where: Where): void {
  const builtin = BUILTIN_RULES.filter((rule) => rule.provider === provider);
  if (builtin.length === 0 || builtin.some((rule) => prefix.startsWith(rule.prefix))) return;
  const expected = builtin.map((rule) => `“${rule.prefix}”`).join(' or ');
  throw ruleError(where, 'verify', `${provider} is asked only about keys that start with ${expected}`);
}

/** Where keys of a provider are sent anyway. */
function basesOf(provider: string): string[] {
  return BUILTIN_RULES.flatMap((rule) => (rule.provider === provider ? (rule.verify?.base ?? []) : []));
}

function readId(fields: Fields, at: Where): string {
  const id = need(fields, 'id', TEXT, at);
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) return id;
  throw ruleError(at, 'id', 'expected lower-case letters, digits and hyphens', 'for example acme-api-key');
}

/** The prefix is what the regex literally starts with; `keywords`, if given, must have it. */
function readRegex(fields: Fields, where: Where) {
  const regex = need(fields, 'regex', TEXT, where);
  const { prefix, body } = lintPattern(regex, where);
  const keywords = want(fields, 'keywords', TEXTS, [prefix], where);
  if (keywords.includes(prefix)) return { regex, prefix, body };
  throw ruleError(where, 'keywords', `expected “${prefix}”, which the regex starts with, among them`);
}

function readContext(fields: Fields, provider: string, at: Where): ContextTerms {
  const where = { ...at, table: 'context' };
  refuseUnknown(fields, ['names', 'words', 'nameWords', 'hosts', 'texts'], where);
  const words = fields['nameWords'] === undefined ? [provider.toLowerCase()] : [];
  return {
    names: want(fields, 'names', TEXTS, [], where),
    words: want(fields, 'words', LOWER_TEXTS, words, where),
    nameWords: want(fields, 'nameWords', LOWER_TEXTS, [], where),
    hosts: want(fields, 'hosts', LOWER_TEXTS, [], where),
    texts: want(fields, 'texts', TEXTS, [], where),
  };
}

function readForeign(fields: Fields, at: Where): ForeignTerms {
  const where = { ...at, table: 'foreign' };
  refuseUnknown(fields, ['words', 'infixes'], where);
  return {
    words: want(fields, 'words', LOWER_TEXTS, [], where),
    infixes: want(fields, 'infixes', TEXTS, [], where),
  };
}

function readExamples(fields: Fields, key: string, rule: Rule, where: Where): readonly string[] {
  const templates = want(fields, key, TEXTS, [], where);
  const blank = templates.map((template) => unknownBlank(template, rule)).find((one) => one !== undefined);
  if (blank === undefined) return templates;
  const hint = `known are {hex:40}, {base58:22} and the like, and {issued:1} to {issued:${rule.shape.issued.length}}`;
  throw ruleError(
    where,
    key,
    `cannot fill in ${blank}`,
    rule.shape.issued.length === 0 ? hint.replace(/, and.*/, '') : hint,
  );
}

/** From the text of a rule file to rules. The keys are those of gitleaks' configuration where it has them. */
import { parse, TomlError } from 'smol-toml';
import { UserError } from '../model/error.ts';
import type {
  Alphabet,
  ContextTerms,
  ForeignTerms,
  IssuedForm,
  Rule,
  Severity,
  Shape,
} from '../model/rule.ts';
import type { RuleWithExamples } from './examples.ts';
import { lintPattern, literalStart } from './lint.ts';
import {
  type Fields,
  need,
  oneOf,
  RANGE,
  refuseUnknown,
  ruleError,
  TABLE,
  TABLES,
  TEXT,
  TEXTS,
  WHOLE,
  type Where,
  want,
} from './schema.ts';

const ALPHABETS: readonly Alphabet[] = ['hex', 'base32', 'base36', 'base58', 'base62', 'base64url'];
const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const KEYS = [
  'id',
  'provider',
  'providerName',
  'description',
  'severity',
  'keywords',
  'regex',
  'variable',
  'references',
  'placeholders',
  'examples',
  'negativeExamples',
  'shape',
  'context',
  'foreign',
];

/** One rule at the top level of the file, or several as `[[rules]]`. Errors: `bad-rule`. */
export function parseRules(text: string, file: string): RuleWithExamples[] {
  const fields = readToml(text, file);
  if (fields['rules'] === undefined) return [readRule(fields, { file, rule: 'rule' })];
  refuseUnknown(fields, ['rules'], { file, rule: 'file' });
  const many = need(fields, 'rules', TABLES, { file, rule: 'file' });
  return many.map((one, i) => readRule(one, { file, rule: `rule ${i + 1}` }));
}

function readToml(text: string, file: string): Fields {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const what = (cause.message.split('\n', 1)[0] ?? '').replace(/^Invalid TOML document: /, '');
    throw new UserError('bad-rule', `${file}:${cause.line}:${cause.column}: not TOML: ${what}`, { cause });
  }
}

function readRule(fields: Fields, at: Where): RuleWithExamples {
  const id = need(fields, 'id', TEXT, at);
  const where = { file: at.file, rule: id };
  if (!/^[a-z][a-z0-9-]*$/.test(id))
    throw ruleError(where, 'id', 'expected lower-case letters, digits and hyphens');
  refuseUnknown(fields, KEYS, where);
  const regex = need(fields, 'regex', TEXT, where);
  lintPattern(regex, where);
  const prefix = literalStart(regex);
  const keywords = want(fields, 'keywords', TEXTS, [prefix], where);
  if (!keywords.includes(prefix))
    throw ruleError(where, 'keywords', `expected “${prefix}”, which the regex starts with`);
  const provider = want(fields, 'provider', TEXT, id.replace(/-.*/, ''), where);
  const providerName = want(fields, 'providerName', TEXT, provider, where);
  const rule: Rule = {
    id,
    provider,
    providerName,
    prefix,
    regex,
    description: want(fields, 'description', TEXT, `${providerName} key`, where),
    severity: want(fields, 'severity', oneOf(SEVERITIES), 'high', where),
    shape: readShape(need(fields, 'shape', TABLE, where), where),
    context: readContext(want(fields, 'context', TABLE, {}, where), provider, where),
    foreign: readForeign(want(fields, 'foreign', TABLE, {}, where), where),
    placeholders: want(fields, 'placeholders', TEXTS, [], where),
    variable: want(fields, 'variable', TEXT, `${provider.toUpperCase().replaceAll('-', '_')}_API_KEY`, where),
    references: want(fields, 'references', TEXTS, [], where),
  };
  const examples = want(fields, 'examples', TEXTS, [], where);
  return { rule, examples, negativeExamples: want(fields, 'negativeExamples', TEXTS, [], where) };
}

function readShape(fields: Fields, where: Where): Shape {
  refuseUnknown(fields, ['alphabet', 'minLength', 'maxLength', 'issued'], where);
  const minLength = need(fields, 'minLength', WHOLE, where);
  const maxLength = need(fields, 'maxLength', WHOLE, where);
  if (maxLength < minLength)
    throw ruleError(where, 'maxLength', `expected at least minLength, ${minLength}, found ${maxLength}`);
  const issued = want(fields, 'issued', TABLES, [], where).map((form) => readForm(form, where));
  return { alphabet: need(fields, 'alphabet', oneOf(ALPHABETS), where), minLength, maxLength, issued };
}

function readForm(fields: Fields, where: Where): IssuedForm {
  refuseUnknown(fields, ['alphabet', 'lengths', 'bytes', 'startsWith'], where);
  const alphabet = need(fields, 'alphabet', oneOf(ALPHABETS), where);
  if (fields['bytes'] !== undefined && alphabet !== 'base58')
    throw ruleError(where, 'bytes', 'expected with base58 only');
  return {
    alphabet,
    lengths: need(fields, 'lengths', RANGE, where),
    ...(fields['bytes'] === undefined ? {} : { bytes: need(fields, 'bytes', WHOLE, where) }),
    ...(fields['startsWith'] === undefined ? {} : { startsWith: need(fields, 'startsWith', TEXT, where) }),
  };
}

function readContext(fields: Fields, provider: string, where: Where): ContextTerms {
  refuseUnknown(fields, ['names', 'words', 'nameWords', 'hosts', 'texts'], where);
  return {
    names: want(fields, 'names', TEXTS, [], where),
    words: want(fields, 'words', TEXTS, fields['nameWords'] === undefined ? [provider] : [], where),
    nameWords: want(fields, 'nameWords', TEXTS, [], where),
    hosts: want(fields, 'hosts', TEXTS, [], where),
    texts: want(fields, 'texts', TEXTS, [], where),
  };
}

function readForeign(fields: Fields, where: Where): ForeignTerms {
  refuseUnknown(fields, ['words', 'infixes'], where);
  return {
    words: want(fields, 'words', TEXTS, [], where),
    infixes: want(fields, 'infixes', TEXTS, [], where),
  };
}

/** What several commands set up the same way from their call. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Call } from '../cli/commands.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { unkeyed } from '../report/unkeyed.ts';
import { BUILTIN_RULES } from '../rules/builtin.generated.ts';
import { createRuleset } from '../rules/ruleset.ts';
import { collectOwnKeys } from '../scan/own-keys.ts';
import type { Suppressions } from '../scan/suppress/apply.ts';
import { parseBaseline } from '../scan/suppress/baseline.ts';
import { parseIgnoreFile } from '../scan/suppress/ignore-file.ts';
import type { FileUnit } from '../sources/files.ts';

export const IGNORE_FILE = '.leakwardignore';

/** A file that the user named. Errors: `not-found`. */
export function readNamed(path: string): string {
  return readNamedBytes(path).toString('utf8');
}

/** The same, as bytes. Errors: `not-found`. */
export function readNamedBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UserError('not-found', `cannot read ${path}`, { cause });
  }
}

/** A file that need not be there. Errors: `not-found` for one that cannot be read. */
export function readIfThere(path: string): string {
  return existsSync(path) ? readNamed(path) : '';
}

/** The built-in rules and those of `--rules`, which alone need the parser. */
export async function rulesetOf({ settings, io }: Call): Promise<Ruleset> {
  if (settings.rules.length === 0) return createRuleset();
  const { parseRules } = await import('../rules/parse.ts');
  const added = settings.rules.flatMap((path) => parseRules(readNamed(resolve(io.cwd, path)), path));
  return createRuleset(added.map(({ rule }) => rule));
}

/** Ignore file and baseline at the root. */
export function suppressionsOf({ settings, root, io }: Call): Suppressions {
  return {
    ignored: parseIgnoreFile(readIfThere(join(root, IGNORE_FILE)), IGNORE_FILE),
    baseline: parseBaseline(readIfThere(resolve(root, settings.baseline)), settings.baseline),
    today: io.now().toISOString().slice(0, 10),
  };
}

/**
 * Keys of ours for a scan of these files.
 *
 * @param asksGit see `OwnKeySources`; not where a hook waits for it and nothing is revoked
 */
export async function ownKeysOf(
  { settings, root, io }: Call,
  ruleset: Ruleset,
  units: readonly FileUnit[],
  asksGit = false,
): Promise<OwnKey[]> {
  const sources = {
    list: resolve(root, settings.keys),
    isListGiven: settings.keys !== 'leakward.keys',
    env: settings.envKeys ? io.env : undefined,
    cwd: io.cwd,
    root,
    rules: ruleset.rules,
    asksGit,
  };
  return await collectOwnKeys(sources, units);
}

/** What is written down for others must hold no key. @param texts by flag. Errors: `bad-usage`. */
export function refuseKeys(texts: Readonly<Record<string, string | undefined>>): void {
  const [flag] = Object.entries(texts).find(([, text = '']) => unkeyed(text) !== text) ?? [];
  if (flag !== undefined)
    throw new UserError('bad-usage', `--${flag} holds a key, and would be written down as it is`);
}

/** The rule of a provider by its name. Errors: `bad-usage`. */
export function ruleOfProvider(provider: string, rules: readonly Rule[] = BUILTIN_RULES): Rule {
  const rule = rules.find((one) => one.provider === provider || one.id === provider);
  if (rule !== undefined) return rule;
  const known = rules.map((one) => one.provider).join(', ');
  throw new UserError('bad-usage', `no provider “${provider}”`, { hint: `known are ${known}` });
}

/**
 * What the run is held to: settings, rules, own keys and suppressions of the base commit. What the scanned commits
 * change of these counts once it is merged.
 */
import { posix } from 'node:path';
import { OPTIONS, type Settings } from '../commands/options.ts';
import { settle } from '../commands/settings.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import { quoted } from '../model/quote.ts';
import type { Suppressions } from '../model/suppressions.ts';
import { parseBaseline } from '../policy/baseline.ts';
import { IGNORE_FILE, parseIgnoreFile } from '../policy/ignore-file.ts';
import { type RuleTexts, readRuleset, readSuppressions, type SuppressionTexts } from '../policy/texts.ts';
import { CONFIG_FILE, parseConfig } from '../state/settings-text.ts';
import { flagsOf, type Inputs } from './inputs.ts';
import type { Opened } from './opened.ts';
import { filesAt, type TreeEntry, textsOf } from './tree-files.ts';

/** The policy of the base commit. */
export interface BasePolicy {
  readonly policy: Policy;
  readonly settings: Settings;
  /** Files of the policy that the scanned commits change. */
  readonly changed: readonly string[];
}

export interface PolicyOptions {
  readonly inputs: Inputs;
  readonly today: string;
  /** Ids of more objects that will be needed, so that all come in one go. */
  readonly also: readonly string[];
}

/** Errors: what the files themselves can get wrong, `not-found` for one that an input names. */
export async function readPolicy(opened: Opened, options: PolicyOptions): Promise<BasePolicy> {
  const { inputs, today } = options;
  const files = createFiles(opened, opened.base);
  const atHead = createFiles(opened, opened.head);
  const config = inputs.config ?? CONFIG_FILE;
  const usual = [
    config,
    IGNORE_FILE,
    inputs.baseline ?? OPTIONS.baseline.fallback,
    inputs.keys ?? OPTIONS.keys.fallback,
  ];
  const [oids] = await Promise.all([files.oids([...usual, ...inputs.rules]), atHead.oids(usual)]);
  await opened.need([...options.also, ...oids]);
  const text = await files.read(config, inputs.config !== undefined);
  const values = text === undefined ? undefined : { path: config, values: await parseConfig(config, text) };
  const { settings } = settle(flagsOf(inputs), {}, values);
  const texts: RuleTexts & SuppressionTexts = {
    rules: async (name) => (await files.read(name, true)) ?? '',
    ignored: (name) => files.read(name, false),
    baseline: (name) => files.read(name, inputs.baseline !== undefined),
    shown: (name) => name,
  };
  const paths = [config, IGNORE_FILE, settings.baseline, settings.keys, ...settings.rules];
  return {
    policy: {
      ruleset: await readRuleset(settings.rules, texts),
      // As for the command line: a list that is named is meant to be there.
      ownKeys: await ownKeysOf(settings.keys, settings.keys !== OPTIONS.keys.fallback, files),
      suppressions: { ...(await readSuppressions(settings.baseline, texts)), today },
      minConfidence: settings.minConfidence,
      failOn: settings.failOn,
    },
    settings,
    changed: await changedOf(paths, files, atHead),
  };
}

/** What the scanned commit itself allows. A file that cannot be understood allows nothing, and is not quoted. */
export async function suppressionsOfHead(
  opened: Opened,
  { settings, policy }: BasePolicy,
): Promise<{ readonly suppressions: Suppressions; readonly wrong: readonly string[] }> {
  const { head } = opened;
  const { today } = policy.suppressions;
  const none = { ignored: [], baseline: new Map<string, string>(), today };
  if (head === undefined || head === opened.base) return { suppressions: none, wrong: [] };
  const files = createFiles(opened, head);
  const wrong: string[] = [];
  const parsed = async <T>(path: string, parse: (text: string, path: string) => T, empty: T): Promise<T> => {
    try {
      return parse((await files.read(path, false)) ?? '', path);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      wrong.push(`${path} cannot be understood as it is changed here, and allows nothing`);
      return empty;
    }
  };
  const ignored = await parsed(IGNORE_FILE, parseIgnoreFile, none.ignored);
  const baseline = await parsed(settings.baseline, parseBaseline, none.baseline);
  return { suppressions: { ignored, baseline, today }, wrong };
}

interface Files {
  /** Of those that are there. */
  oids(paths: readonly string[]): Promise<readonly string[]>;
  /** Undefined if there is none. */
  oid(path: string): Promise<string | undefined>;
  /** Undefined if there is none. Errors: `not-found` if it must be there. */
  read(path: string, isNeeded: boolean): Promise<string | undefined>;
}

/** As git has it: relative to the root, with slashes. Errors: `bad-usage` for one that leads out of the repository. */
function pathInTree(path: string): string {
  const normal = posix.normalize(path);
  if (!posix.isAbsolute(normal) && normal !== '..' && !normal.startsWith('../')) return normal;
  throw new UserError('bad-usage', `${quoted(path)} is no path in the repository`, {
    hint: 'settings are files of the base commit, named from its root',
  });
}

/** The files of a commit. All that are asked for together cost one git. */
function createFiles(opened: Opened, commit: string | undefined): Files {
  const known = new Map<string, TreeEntry | undefined>();
  const look = async (paths: readonly string[]): Promise<void> => {
    const news = paths.filter((path) => !known.has(path));
    if (news.length === 0) return;
    const there = commit === undefined ? new Map<string, TreeEntry>() : await filesAt(opened, commit, news);
    for (const path of news) known.set(path, there.get(path));
  };
  return {
    async oids(paths) {
      const named = paths.map(pathInTree);
      await look(named);
      return named.flatMap((path) => known.get(path)?.oid ?? []);
    },
    async oid(given) {
      const path = pathInTree(given);
      await look([path]);
      return known.get(path)?.oid;
    },
    async read(given, isNeeded) {
      const path = pathInTree(given);
      await look([path]);
      const [text] = await textsOf(opened, [known.get(path)]);
      // Where not even the commit is here, that is what is told.
      if (text !== undefined || !isNeeded || commit === undefined) return text;
      throw new UserError('not-found', `no file ${path} in the base commit ${commit?.slice(0, 12) ?? ''}`, {
        hint: 'configuration is read from the base commit only: merge it first',
      });
    },
  };
}

/** Of the list only: an environment that earlier steps can write to names no keys here. */
async function ownKeysOf(path: string, isGiven: boolean, files: Files): Promise<readonly OwnKey[]> {
  const text = await files.read(path, isGiven);
  if (text === undefined) return [];
  const { parseKeyList } = await import('../keys/key-list.ts');
  return parseKeyList(text, path);
}

async function changedOf(paths: readonly string[], before: Files, after: Files): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const path of paths) if ((await before.oid(path)) !== (await after.oid(path))) changed.push(path);
  return changed;
}

/**
 * Repositories that are scanned from outside. Their own settings and suppressions are claims of those who wrote them,
 * and are not used. `--trust-target` uses rules and suppressions, which can only change what is reported: never
 * addresses, keys or `[revoke]`, which say where keys are sent and which may be revoked.
 */
import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { isGitDirectoryAt } from '../git/git-directory.ts';
import { realPath } from '../git/real-path.ts';
import { commonDirAt, findWorkTree, gitDirAt } from '../git/work-tree.ts';
import { UserError } from '../model/error.ts';
import type { ReportPolicy } from '../model/policy.ts';
import type { Rule } from '../model/rule.ts';
import { MAX_SETTINGS_BYTES, readSettings } from '../state/guarded-read.ts';
import { CONFIG_FILE, parseConfig } from '../state/settings-text.ts';
import { type PolicyExtras, type PolicyPlace, reportPolicyAt } from './disk.ts';
import { type RuleTexts, readRules, readSuppressions, type SuppressionTexts } from './texts.ts';

/** A repository that is not the one of the working directory. */
export interface ForeignTarget {
  /** Root of the work tree, or the git directory of a bare repository. Absolute. */
  readonly root: string;
  /** As the user would name it. */
  readonly name: string;
  readonly isBare: boolean;
  /** What paths of the report start with that are in it; empty: all of them are. */
  readonly below: string;
}

/**
 * The repositories of these paths that are not the one of the working directory, each once.
 *
 * @param isWhole true for a history, whose report has paths of the repository itself
 */
export function foreignTargets(cwd: string, paths: readonly string[], isWhole: boolean): ForeignTarget[] {
  const own = placeOf(cwd)?.id;
  const found = new Map<string, ForeignTarget>();
  for (const path of paths) {
    const place = placeOf(resolve(cwd, path));
    if (place === undefined || place.id === own) continue;
    const { root, isBare } = place;
    const name = relative(cwd, root) || '.';
    found.set(root, { root, name, isBare, below: isWhole ? '' : name.split(sep).join('/') });
  }
  return [...found.values()];
}

interface Place {
  readonly root: string;
  readonly isBare: boolean;
  /** The same for all work trees of a repository. */
  readonly id: string;
}

function placeOf(path: string): Place | undefined {
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const directory = isDirectory ? path : dirname(path);
  const isBare = isGitDirectoryAt(directory);
  const root = isBare ? directory : findWorkTree(directory);
  const gitDir = root === undefined || isBare ? root : gitDirAt(root);
  if (root === undefined || gitDir === undefined) return undefined;
  return { root, isBare, id: realOf(commonDirAt(gitDir)) };
}

function realOf(path: string): string {
  return realPath(path) ?? path;
}

/** One line for the report. */
function targetNote({ name }: ForeignTarget, isTrusted: boolean): string {
  return isTrusted
    ? `rules and suppressions of ${name} are used, its other settings are not (--trust-target)`
    : `settings and suppressions of ${name} are not used (--trust-target uses its rules and suppressions)`;
}

/** How repositories that are scanned from outside are treated. */
export interface ForeignOptions extends Pick<PolicyExtras, 'isBaselineNeeded'> {
  readonly isTrusted: boolean;
  /** The usual name of a baseline. */
  readonly baseline: string;
  readonly signal: AbortSignal;
}

/** The policy of a scan, and for its report whose settings are used and whose are not. */
export interface ScanPolicy {
  readonly policy: ReportPolicy;
  readonly notes: readonly string[];
}

/**
 * The policy of the place, and what a trusted target adds.
 *
 * @param foreign repositories of the scan that are not the one of the working directory
 * Errors: `bad-usage` for trust in several; what the files of a policy can get wrong.
 */
export async function scanPolicyAt(
  place: PolicyPlace,
  foreign: readonly ForeignTarget[],
  options: ForeignOptions,
): Promise<ScanPolicy> {
  const { isTrusted, isBaselineNeeded = true } = options;
  const notes = foreign.map((target) => targetNote(target, isTrusted));
  const [target, ...others] = foreign;
  if (!isTrusted || target === undefined) {
    const suppressions = { untrusted: foreign.map(({ below }) => below) };
    return { policy: await reportPolicyAt(place, { suppressions, isBaselineNeeded }), notes };
  }
  if (others.length > 0) {
    throw new UserError('bad-usage', '--trust-target takes one repository at a time', {
      hint: 'scan each of them in a run of its own',
    });
  }
  const extras = await readTarget(target, options);
  return { policy: await reportPolicyAt(place, { ...extras, isBaselineNeeded }), notes };
}

/**
 * What a trusted target adds: files of its work tree, or of HEAD in a bare repository.
 *
 * Errors: what the files can get wrong; `refused` for a name that leads out of the repository; `not-found` for rules and
 * a baseline that its settings name.
 */
async function readTarget(
  target: ForeignTarget,
  { baseline: usual, signal }: ForeignOptions,
): Promise<PolicyExtras> {
  const read = (name: string): Promise<string | undefined> => readFrom(target, name, signal);
  const shown = (name: string): string => join(target.name, name);
  const config = await read(CONFIG_FILE);
  const values = config === undefined ? {} : await parseConfig(shown(CONFIG_FILE), config);
  const needed = async (name: string): Promise<string> => {
    const text = await read(name);
    if (text !== undefined) return text;
    throw new UserError('not-found', `cannot read ${shown(name)}: no such file`);
  };
  const named = baselineIn(values);
  const texts: RuleTexts & SuppressionTexts = {
    rules: needed,
    ignored: read,
    baseline: named === undefined ? read : needed,
    shown,
  };
  const { ignored, baseline } = await readSuppressions(named ?? usual, texts);
  const rules = await readRules(rulesIn(values), texts);
  return {
    rules: rules.map(({ rule }) => plainRule(rule)),
    suppressions: { ignored: ignored.map((entry) => ({ ...entry, below: target.below })), baseline },
  };
}

/** Without how its keys are asked about and revoked: that is the operator's to say. */
function plainRule({ verify: _, revoke: __, ...rule }: Rule): Rule {
  return rule;
}

function rulesIn({ rules = [] }: Readonly<Record<string, unknown>>): string[] {
  if (Array.isArray(rules) && rules.every((name) => typeof name === 'string')) return rules;
  throw new UserError('bad-config', '“rules” of the target takes a list of texts');
}

function baselineIn({ baseline }: Readonly<Record<string, unknown>>): string | undefined {
  if (baseline === undefined || typeof baseline === 'string') return baseline;
  throw new UserError('bad-config', '“baseline” of the target takes a text');
}

async function readFrom(
  target: ForeignTarget,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const inside = normalize(name);
  // git takes one question per line.
  if (/[\0-\x1f]/.test(inside)) throw leadsOut(target);
  if (isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)) throw leadsOut(target);
  if (target.isBare) return await readHead(target.root, inside.split(sep).join('/'), signal);
  const path = join(target.root, inside);
  const parent = realOf(dirname(path));
  const root = realOf(target.root);
  if (parent !== root && !parent.startsWith(root + sep)) throw leadsOut(target);
  return readSettings(path);
}

function leadsOut({ name }: ForeignTarget): UserError {
  return new UserError('refused', `settings of ${name} name a file outside of it`, {
    hint: 'leave out --trust-target',
  });
}

async function readHead(gitDir: string, path: string, signal: AbortSignal): Promise<string | undefined> {
  const { readObjects } = await import('../git/cat-file.ts');
  const options = { cwd: gitDir, gitDir, access: { repository: 'discover' }, signal } as const;
  const pieces: Buffer[] = [];
  for await (const piece of readObjects([`HEAD:${path}`], options)) {
    if ('unread' in piece) throw new UserError('unreadable', `cannot read HEAD:${path}: ${piece.unread}`);
    if ('missing' in piece || piece.type !== 'blob') return undefined;
    if (piece.size > MAX_SETTINGS_BYTES)
      throw new UserError('unreadable', `cannot read HEAD:${path}: larger than ${MAX_SETTINGS_BYTES} bytes`);
    pieces.push(piece.bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
}

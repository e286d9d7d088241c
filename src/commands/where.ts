/** `leakward where`: every place of one key in this repository and, if asked, on this machine. Sends nothing. */

import { createDetector } from '../detect/detector.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { listWorkTrees } from '../git/work-trees.ts';
import { LEAST_LENGTH, ownKeyOf, ruleOfKey } from '../keys/own-key.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import type { Ruleset } from '../model/rule.ts';
import { isFingerprint, shownFingerprint } from '../policy/ignore-file.ts';
import { recallLast } from '../scan/last.ts';
import { type PartedPlan, planParts } from '../scan/where/files.ts';
import { findPlaces } from '../scan/where/find.ts';
import { type Sought, search } from '../scan/where/search.ts';
import { amongFound, amongOwn, amongReported, type Target, theOne } from '../scan/where/target.ts';
import { readAll } from '../sources/stream.ts';
import type { CallOf } from './call.ts';
import { createProgress } from './progress.ts';
import { ownKeysOf, rulesetOf } from './shared.ts';
import { renderPlaces, type Whereabouts } from './where-text.ts';

/** Exit code 1 if it was found, 3 if it was not and something could not be read. */
export async function run(call: CallOf<'where'>): Promise<number> {
  const { options, io } = call;
  const ruleset = await rulesetOf(call);
  const found = await whereabouts(call, ruleset);
  await io.out(
    renderPlaces(found, {
      format: options.placesFormat,
      color: io.color.out,
      providers: new Map(ruleset.rules.map(({ id, providerName }) => [id, providerName])),
    }),
  );
  if (found.places.length > 0) return 1;
  return found.incomplete ? 3 : 0;
}

async function whereabouts(call: CallOf<'where'>, ruleset: Ruleset): Promise<Whereabouts> {
  const { io, options } = call;
  const asked = await askedFor(call, ruleset);
  const repository = await repositoryAt(io.cwd);
  const roots = repository === undefined ? [io.cwd] : listWorkTrees(repository);
  const machine = options.machine ? { env: io.env, platform: process.platform } : undefined;
  const plan = planParts({ cwd: io.cwd, roots, repository, machine });
  const look = (ownKeys: readonly OwnKey[]): Promise<Sought> =>
    lookEverywhere(call, ruleset, plan, repository, ownKeys);
  const common = { id: shownFingerprint(asked.id), cwd: io.cwd, isMachine: options.machine };
  let { target } = asked;
  if (target === undefined) {
    // Digits that nothing here knows yet: what a scan finds has them, or nothing has.
    const sought = await look(asked.ownKeys);
    target = theOne(asked.id, amongFound(asked.id, findingsOf(sought)));
    if (target === undefined) return { ...common, places: [], ...sought };
  }
  const sought = await look([target]);
  const { places, coverage } = await findPlaces({
    target,
    sought,
    plan,
    repository,
    roots,
    signal: io.signal,
  });
  return { ...common, target, places, coverage, incomplete: sought.incomplete };
}

interface Asked {
  /** Digits of the hash, as they are shown. */
  readonly id: string;
  readonly target: Target | undefined;
  readonly ownKeys: readonly OwnKey[];
}

/** Errors: `bad-usage`; none says what was typed, which may be a key. */
async function askedFor(call: CallOf<'where'>, ruleset: Ruleset): Promise<Asked> {
  const { id: word } = call.arguments;
  const ownKeys = await ownKeysOf(call, ruleset, []);
  if (word === '-') {
    const target = targetOfKey(await keyOnStdin(call), ruleset, ownKeys);
    return { id: target.sha256.slice(0, 12), target, ownKeys };
  }
  if (!isFingerprint(word)) {
    throw new UserError('bad-usage', 'where takes a fingerprint, or 8 or more digits of it', {
      hint: 'the key itself goes to standard input: leakward where -',
    });
  }
  const known = [...amongOwn(word, ownKeys), ...amongReported(word, recallLast(call.root, call.io.env))];
  return { id: word, target: theOne(word, known), ownKeys };
}

async function keyOnStdin({ io }: CallOf<'where'>): Promise<string> {
  const lines = (await readAll(io.stdin, io.signal)).toString('utf8').split(/\r?\n/);
  const [key, ...others] = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (key === undefined || others.length > 0)
    throw new UserError('bad-usage', 'where takes one key on standard input', { hint: 'one line' });
  return key;
}

function targetOfKey(key: string, { rules }: Ruleset, ownKeys: readonly OwnKey[]): Target {
  const rule = ruleOfKey(key, rules);
  if (rule === undefined || key.length < LEAST_LENGTH || !/^[\x21-\x7e]+$/.test(key)) {
    throw new UserError('bad-usage', 'what stands on standard input is no key of a known kind', {
      hint: `known prefixes are ${rules.map(({ prefix }) => prefix).join(', ')}`,
    });
  }
  const target = ownKeyOf(key, rule, { label: '' });
  return ownKeys.find(({ sha256 }) => sha256 === target.sha256) ?? target;
}

/** Undefined outside a repository. Errors: `git-failed`. */
async function repositoryAt(directory: string): Promise<Repository | undefined> {
  try {
    return await openRepository(directory, false);
  } catch (error) {
    if (error instanceof UserError && error.code === 'not-a-repository') return undefined;
    throw error;
  }
}

async function lookEverywhere(
  { io, options }: CallOf<'where'>,
  ruleset: Ruleset,
  plan: PartedPlan,
  repository: Repository | undefined,
  ownKeys: readonly OwnKey[],
): Promise<Sought> {
  const progress = createProgress(io, options.quiet);
  try {
    return await search({
      plan,
      repository,
      env: options.machine ? io.env : {},
      detector: createDetector(ruleset, ownKeys),
      ruleset,
      ownKeys,
      threads: options.threads,
      extraObjects: (io.env['GIT_ALTERNATE_OBJECT_DIRECTORIES'] ?? '')
        .split(':')
        .filter((path) => path !== ''),
      signal: io.signal,
      progress: progress.tell,
    });
  } finally {
    progress.end();
  }
}

function findingsOf({ inFiles, inNames, inHistory, inEnvironment }: Sought) {
  const others = [...inNames, ...inHistory, ...inEnvironment].map(({ finding }) => finding);
  return [...inFiles, ...others];
}

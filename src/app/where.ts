/** Every place of one key: in this repository and, if asked, on this machine. Sends nothing. */
import { createDetector } from '../detect/detector.ts';
import { inheritedObjects } from '../git/objects/store.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { listWorkTrees } from '../git/work-trees.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import type { DetectionPolicy } from '../model/policy.ts';
import type { Coverage } from '../model/report.ts';
import { shownFingerprint } from '../policy/ignore-file.ts';
import { planParts } from '../scan/where/files.ts';
import { findPlaces } from '../scan/where/find.ts';
import type { Place } from '../scan/where/place.ts';
import { type SearchRequest, type Sought, search } from '../scan/where/search.ts';
import type { Deps } from './deps.ts';
import { recallLast } from './last.ts';
import { amongFound, amongOwn, amongReported, type Target, theOne } from './where-target.ts';

export interface WhereRequest {
  readonly cwd: string;
  /** Directory of the last report. */
  readonly root: string;
  /** The key itself, or digits of its hash, of its blob or of its path. */
  readonly key: Target | string;
  /** Also places outside of repositories, on a machine of this platform. */
  readonly machine: NodeJS.Platform | undefined;
  readonly threads: number | undefined;
}

export interface Whereabouts {
  /** Digits of the hash, as they are shown. */
  readonly id: string;
  readonly cwd: string;
  /** Absent if nothing anywhere has the id. */
  readonly target?: Target;
  readonly places: readonly Place[];
  readonly coverage: Coverage;
  readonly incomplete: boolean;
  readonly isMachine: boolean;
}

/** Errors: `bad-usage` for digits that several keys have; `git-failed`. */
export async function where(
  request: WhereRequest,
  policy: DetectionPolicy,
  deps: Deps,
): Promise<Whereabouts> {
  const { cwd, machine } = request;
  const asked = askedFor(request, policy.ownKeys, deps);
  const repository = await repositoryAt(cwd);
  const roots = repository === undefined ? [cwd] : listWorkTrees(repository);
  const plan = planParts({
    cwd,
    roots,
    repository,
    machine: machine && { env: deps.env, platform: machine },
  });
  const look = (ownKeys: readonly OwnKey[]): Promise<Sought> =>
    lookFor(request, { ruleset: policy.ruleset, ownKeys }, deps, { plan, repository });
  const common = { id: shownFingerprint(asked.id), cwd, isMachine: machine !== undefined };
  let { target } = asked;
  if (target === undefined) {
    // Digits that nothing here knows yet: what a scan finds has them, or nothing has.
    const sought = await look(policy.ownKeys);
    target = theOne(asked.id, amongFound(asked.id, findingsOf(sought)));
    if (target === undefined) return { ...common, places: [], ...sought };
  }
  const sought = await look([target]);
  const { signal } = deps;
  const { places, coverage } = await findPlaces({ target, sought, plan, repository, roots, signal });
  return { ...common, target, places, coverage, incomplete: sought.incomplete };
}

async function lookFor(
  { machine, threads }: WhereRequest,
  { ruleset, ownKeys }: DetectionPolicy,
  { env, signal, progress }: Deps,
  among: Pick<SearchRequest, 'plan' | 'repository'>,
): Promise<Sought> {
  return await progress('files', (tell) =>
    search({
      ...among,
      env: machine === undefined ? {} : env,
      detector: createDetector(ruleset, ownKeys),
      ruleset,
      ownKeys,
      threads,
      extraObjects: inheritedObjects(env),
      signal,
      progress: tell,
    }),
  );
}

interface Asked {
  readonly id: string;
  readonly target: Target | undefined;
}

function askedFor({ key, root }: WhereRequest, ownKeys: readonly OwnKey[], { env }: Deps): Asked {
  if (typeof key !== 'string') return { id: key.sha256.slice(0, 12), target: key };
  const known = [...amongOwn(key, ownKeys), ...amongReported(key, recallLast(root, env))];
  return { id: key, target: theOne(key, known) };
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

function findingsOf({ inFiles, inNames, inHistory, inEnvironment }: Sought) {
  const others = [...inNames, ...inEnvironment].map(({ finding }) => ({
    finding,
    location: finding.location,
  }));
  return [...inFiles, ...inHistory, ...others];
}

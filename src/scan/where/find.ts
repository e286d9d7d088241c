/** From what a search met to the places of the one key that is meant. */

import { type BytePath, decodePath, toBytePath } from '../../git/byte-path.ts';
import { type RefsHolding, refsHolding } from '../../git/refs-holding.ts';
import type { Repository } from '../../git/repository.ts';
import { stagedIn } from '../../git/work-trees.ts';
import type { FoundKey, OwnKey } from '../../model/finding.ts';
import type { Coverage, Result } from '../../model/report.ts';
import { createStateTest, type PartedPlan, type StateTest } from './files.ts';
import { historyPlaces, objectsOf, type Place, type PlaceKind, refPlaces, spotOf } from './place.ts';
import type { Sought } from './search.ts';

export interface FindRequest {
  readonly target: OwnKey;
  readonly sought: Sought;
  readonly plan: PartedPlan;
  readonly repository: Repository | undefined;
  /** Roots of the repository's work trees. */
  readonly roots: readonly string[];
  readonly signal: AbortSignal;
}

export interface Found {
  /** By kind in the order of `ORDER`, then by path and line. */
  readonly places: readonly Place[];
  readonly coverage: Coverage;
}

/** What can be taken out at once first, what is hardest to reach last. */
export const ORDER = [
  'work-tree',
  'index',
  'ref',
  'stash',
  'commit',
  'message',
  'name',
  'unreachable',
  'git-directory',
  'environment',
  'machine',
] as const satisfies readonly PlaceKind[];

/** The places, and which refs still hold the key. Throws `git-failed`. */
export async function findPlaces(request: FindRequest): Promise<Found> {
  const { target, sought, repository, signal } = request;
  const { coverage } = sought;
  const isMeant = ({ finding }: { readonly finding: FoundKey }): boolean =>
    finding.fingerprint.endsWith(`:${target.sha256}`);
  const placed = sought.inHistory.filter(isMeant);
  const objects = objectsOf(placed);
  const refs = repository === undefined ? NO_REFS : await refsHolding(repository, objects, signal);
  const staged = await listStaged(objects, request);
  const inFiles = sought.inFiles.filter(isMeant);
  const places: Place[] = [
    ...(await filePlaces(inFiles, request)),
    ...stagedPlaces(staged, inFiles, request),
    ...sought.inNames.filter(isMeant).map(({ name }) => ({ kind: 'name', path: name }) as const),
    ...historyPlaces(placed).filter((place) => place.kind !== 'unreachable' || !isStaged(place, staged)),
    ...refPlaces(refs.holding),
    ...sought.inEnvironment
      .filter(isMeant)
      .map(({ variable }) => ({ kind: 'environment', variable }) as const),
  ];
  return { places: sorted(places), coverage: { ...coverage, notes: [...coverage.notes, ...refs.notes] } };
}

const NO_REFS: RefsHolding = { holding: new Map(), notes: [] };

interface Staged {
  readonly workTree: string;
  readonly path: BytePath;
  readonly blob: string;
}

async function listStaged(
  objects: ReadonlySet<string>,
  { repository, roots, signal }: FindRequest,
): Promise<Staged[]> {
  if (repository === undefined || objects.size === 0) return [];
  const all = await Promise.all(
    roots.map(async (workTree) => {
      const found = await stagedIn(workTree, objects, signal);
      return found.map((one) => ({ workTree, ...one }));
    }),
  );
  return all.flat();
}

/** A file that is told already is in the index as a matter of course. */
function stagedPlaces(
  staged: readonly Staged[],
  inFiles: readonly Result[],
  { plan }: FindRequest,
): readonly Place[] {
  const told = new Set(inFiles.map(({ location }) => plan.partOf.get(location.path)?.path));
  return staged
    .filter(({ path, workTree }) => !told.has(`${toBytePath(workTree)}/${path}`))
    .map(({ path, workTree }) => ({ kind: 'index', path: decodePath(path), workTree }));
}

/** A blob that only an index leads to is told as staged, not as lost. */
function isStaged(
  place: Extract<Place, { kind: 'unreachable' | 'commit' }>,
  staged: readonly Staged[],
): boolean {
  return place.commit === undefined && staged.some(({ blob }) => blob === place.blob);
}

async function filePlaces(results: readonly Result[], { plan, signal }: FindRequest): Promise<Place[]> {
  const tests = new Map<string, StateTest>();
  const places: Place[] = [];
  for (const result of results) {
    const spot = spotOf(result);
    const { part, path } = plan.partOf.get(spot.path) ?? {};
    if (part === undefined || path === undefined) throw new Error('a finding is in a file of the plan');
    if (part.kind === 'git-directory') places.push({ kind: 'git-directory', ...spot });
    else if (part.kind === 'machine') {
      const { group, what } = part.preset;
      places.push({ kind: 'machine', ...spot, group, what });
    } else {
      const test = tests.get(part.root) ?? (await createStateTest(part.root, signal));
      tests.set(part.root, test);
      const state = test(path);
      places.push({ kind: 'work-tree', ...spot, workTree: part.root, ...(state && { state }) });
    }
  }
  return places;
}

function sorted(places: readonly Place[]): Place[] {
  return places.toSorted(
    (a, b) =>
      ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
      compare(nameOf(a), nameOf(b)) ||
      ('line' in a && 'line' in b ? a.line - b.line || a.column - b.column : 0),
  );
}

/** Refs keep the order of their weight. */
function nameOf(place: Place): string {
  if (place.kind === 'environment') return place.variable;
  return place.kind === 'ref' || place.kind === 'stash' ? '' : place.path;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** What `leakward where` says, for people and for programs. Holds no key: the key's own characters are masked. */
import pc from 'picocolors';
import type { Whereabouts } from '../app/where.ts';
import type { Target } from '../app/where-target.ts';
import type { Commit, Skipped } from '../model/report.ts';
import { jsonText } from '../report/json-text.ts';
import { createMask, type Mask, maskValue } from '../report/mask.ts';
import { printable, printableUpTo } from '../report/printable.ts';
import { createStartMask } from '../report/start-mask.ts';
import { ORDER } from '../scan/where/find.ts';
import type { Place, PlaceKind, Spot } from '../scan/where/place.ts';
import { VERSION } from '../version.generated.ts';

export interface PlacesOptions {
  readonly format: 'pretty' | 'json';
  readonly color: boolean;
  /** Names of providers by rule. */
  readonly providers: ReadonlyMap<string, string>;
}

type Colors = ReturnType<typeof pc.createColors>;

const TITLE = {
  'work-tree': 'files',
  index: 'staged: the next commit will have it',
  ref: 'refs whose files still hold it',
  stash: 'stashes',
  commit: 'history: where it came in',
  message: 'messages and names in commits and tags',
  name: 'names of files and refs',
  unreachable: 'objects that no ref leads to, but that a server may still hand out by id',
  'git-directory': 'git directory',
  environment: 'environment variables of this process',
  machine: 'this machine',
} as const satisfies Record<PlaceKind, string>;

/** Lines of a list for people; `--format json` has all. */
const MOST_LISTED = 40;
const MOST_TEXT = 200;

/** The text for standard output. */
export function renderPlaces(found: Whereabouts, options: PlacesOptions): string {
  const masked = maskAll(found);
  return options.format === 'json' ? renderJson(masked) : renderPretty(masked, options);
}

function redactedOf({ start, length }: Target): string {
  return `${start}…(${length})`;
}

/** A path may be named after the key, a commit may quote it. Masked before anything is cut, so that no half stays. */
function maskAll(found: Whereabouts): Whereabouts {
  const { target, places, coverage } = found;
  const texts = { label: target?.label ?? '', places, coverage };
  const startMask = createStartMask(target === undefined ? [] : [redactedOf(target)]);
  const keyMask = createMask([], texts);
  const mask: Mask = (text, kind) => startMask(keyMask(text, kind));
  const { label, ...masked } = maskValue(texts, mask);
  return { ...found, ...masked, ...(target && { target: { ...target, label } }) };
}

/** schemaVersion 1: fields may be added; one that goes or changes its meaning makes it version 2. */
function renderJson({ id, target, places, coverage, incomplete }: Whereabouts): string {
  const document = {
    schemaVersion: 1,
    tool: { name: 'leakward', version: VERSION },
    status: places.length > 0 ? 'found' : incomplete ? 'incomplete' : 'not-found',
    id,
    ...(target && { key: keyOf(target) }),
    places,
    coverage,
  };
  return `${jsonText(document, 'indented')}\n`;
}

function keyOf(target: Target) {
  const { ruleId, sha256, label, owner, expires } = target;
  const own = { label, ...(owner !== undefined && { owner }), ...(expires !== undefined && { expires }) };
  return {
    fingerprint: `${ruleId}:${sha256}`,
    ruleId,
    redacted: redactedOf(target),
    ...(label !== '' && { own }),
  };
}

function renderPretty(found: Whereabouts, { color, providers }: PlacesOptions): string {
  const colors = pc.createColors(color);
  const groups = ORDER.flatMap((kind) => {
    const lines = found.places
      .filter((place) => place.kind === kind)
      .map((place) => lineOf(place, found.cwd));
    return lines.length === 0 ? [] : [[colors.bold(TITLE[kind]), ...bounded(lines)].join('\n')];
  });
  const remarks = remarksOf(found, colors);
  const blocks = [headline(found, providers, colors), ...groups, ...(remarks === '' ? [] : [remarks])];
  return `${blocks.join('\n\n')}\n`;
}

function headline(
  { id, target, places, coverage, incomplete }: Whereabouts,
  providers: PlacesOptions['providers'],
  colors: Colors,
): string {
  const { files, blobs, commits } = coverage;
  const read = `(${count(files, 'file')}, ${count(blobs, 'blob')}, ${count(commits, 'commit')})`;
  const key =
    target === undefined
      ? id
      : `${printable(providers.get(target.ruleId) ?? '')} key ${redactedOf(target)}, ${target.sha256.slice(0, 12)}`;
  const whose = target === undefined || target.label === '' ? '' : ` (“${brief(target.label)}”)`;
  if (places.length > 0)
    return `${colors.red(`${key}${whose} stands in ${count(places.length, 'place')}`)} ${colors.dim(read)}`;
  const nowhere = `${key}${whose} was found nowhere`;
  return `${incomplete ? colors.yellow(`${nowhere}, but not everything could be read`) : colors.green(nowhere)} ${colors.dim(read)}`;
}

function lineOf(place: Place, cwd: string): string {
  const [at, ...facts] = factsOf(place, cwd);
  return `  ${at}${facts.length === 0 ? '' : `  ${facts.join(', ')}`}`;
}

function factsOf(place: Place, cwd: string): readonly string[] {
  switch (place.kind) {
    case 'environment':
      return [brief(place.variable)];
    case 'ref':
    case 'stash':
      return [brief(place.ref), brief(place.path)];
    case 'name':
      return [brief(place.path), ...sinceText(place.commit)];
    case 'work-tree':
      return [spotText(place), ...(place.state === undefined ? [] : [place.state]), ...elsewhere(place, cwd)];
    case 'index':
      return [brief(place.path), ...elsewhere(place, cwd)];
    case 'machine':
      return [spotText(place), place.what];
    case 'commit':
    case 'unreachable':
      return [
        spotText(place),
        ...(place.commit === undefined ? [`blob ${place.blob.slice(0, 12)}`] : sinceText(place.commit)),
        ...(place.versions === 1 ? [] : [`${place.versions} versions hold it`]),
      ];
    case 'message':
      return [spotText(place), ...sinceText(place.commit)];
    case 'git-directory':
      return [spotText(place)];
  }
}

/** A work tree that is not the one where it was asked. */
function elsewhere({ workTree }: { readonly workTree: string }, cwd: string): readonly string[] {
  return isBelow(cwd, workTree) ? [] : [`work tree ${brief(workTree)}`];
}

function isBelow(directory: string, root: string): boolean {
  return directory === root || directory.startsWith(`${root}/`) || directory.startsWith(`${root}\\`);
}

function spotText(spot: Spot & { readonly pathId?: string }): string {
  const written = spot.encoding.length === 0 ? '' : ` (as ${spot.encoding.join(' of ')})`;
  const masked = spot.pathId === undefined ? '' : ` (path id ${spot.pathId})`;
  return `${brief(spot.path)}:${spot.line}:${spot.column}${written}${masked}`;
}

function sinceText(commit: Commit | undefined): readonly string[] {
  if (commit === undefined) return [];
  const { sha, author, date, summary } = commit;
  return [`${sha.slice(0, 12)} by ${brief(author)}, ${brief(date)}: ${brief(summary)}`];
}

function remarksOf({ coverage, isMachine, places }: Whereabouts, colors: Colors): string {
  const skipped = (kind: Skipped['kind'], title: string): readonly string[] =>
    coverage.skipped
      .filter((one) => one.kind === kind)
      .map(({ path, reason }) => `${title}: ${brief(path)}: ${brief(reason)}`);
  const machine = isMachine || places.length > 0 ? [] : [MACHINE_HINT];
  return [
    ...bounded(skipped('unread', colors.yellow('not read'))),
    ...bounded(skipped('excluded', colors.dim('left out'))),
    ...coverage.notes.map((note) => `${colors.dim('note')}: ${printable(note)}`),
    ...machine.map((hint) => `${colors.dim('note')}: ${hint}`),
  ].join('\n');
}

const MACHINE_HINT =
  '--machine looks also at shell histories, transcripts of coding agents, and settings of editors and tools';

function bounded(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_LISTED) return lines;
  const rest = lines.length - MOST_LISTED;
  return [...lines.slice(0, MOST_LISTED), `  and ${rest} more: --format json lists all`];
}

function brief(text: string): string {
  return printableUpTo(text, MOST_TEXT);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/**
 * Recall over places that real leaks have: `tsx test/eval/places.ts [keys a cell]` prints it with every miss by kind;
 * a test runs a sample.
 */
import { createDetector } from '../../src/detect/detector.ts';
import type { Finding } from '../../src/model/finding.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { collectNames } from '../../src/scan/names.ts';
import {
  type Context,
  keyFor,
  type Made,
  SERIES,
  type Series,
  usedIn,
  wordsFor,
} from '../detect/places/context.ts';
import { PLACES, type Place, type Words } from '../detect/places/index.ts';
import { isInPlace } from '../detect/places/span.ts';
import { type Random, seeded } from '../support/corpus/random.ts';

/** Keys of one series in one place under one context. */
export interface Cell {
  readonly place: Place;
  readonly series: Series;
  readonly context: Context;
  made: number;
  listed: number;
  /** Listed although they are neither the planted key nor its neighbour. */
  wrong: number;
  /** The planted key, listed with a span that is not its own. */
  misplaced: number;
}

const detector = createDetector(createRuleset());

/** Every series in every place under every context that the place can show, `count` keys each. */
export function measurePlaces(count: number, seed = 1): Cell[] {
  return PLACES.flatMap((place, i) => {
    const used = usedIn(place);
    return SERIES.filter(({ provider }) => provider === 'nouvel' || !place.onlyIssued).flatMap((series, j) =>
      series.contexts
        .filter((context) => used.has(context))
        .map((context, k) => measureCell(place, series, context, count, seeded(seed + i * 100 + j * 10 + k))),
    );
  });
}

function measureCell(place: Place, series: Series, context: Context, count: number, random: Random): Cell {
  const cell: Cell = { place, series, context, made: 0, listed: 0, wrong: 0, misplaced: 0 };
  for (let i = 0; i < count; i++) {
    const made = keyFor(series, place, random);
    record(cell, made, wordsFor(series.provider, context, made, random));
  }
  return cell;
}

function record(cell: Cell, { key, other }: Made, words: Words): void {
  const bytes = Buffer.from(cell.place.render(key, words));
  const listed = findingsIn(cell.place, bytes).filter(
    ({ confidence, attribution }) => confidence !== 'low' && attribution !== 'sample',
  );
  const right = listed.filter(({ secret }) => secret.reveal() === key);
  cell.made++;
  if (right.length > 0) cell.listed++;
  cell.wrong += listed.filter(({ secret }) => secret.reveal() !== key && secret.reveal() !== other).length;
  cell.misplaced += right.filter((finding) => !isInPlace(finding, bytes, cell.place, key, words)).length;
}

function findingsIn(place: Place, bytes: Buffer): readonly Finding[] {
  if (place.path !== undefined) return detector.detect({ origin: { kind: 'file', path: place.path }, bytes });
  const name = bytes.toString('latin1');
  const found = new Map<string, Finding[]>();
  collectNames([name], detector, found);
  return found.get(name) ?? [];
}

/** The promises, each with the share of keys that must be listed. */
export const PROMISES = {
  Nouvel: 0.98,
  'Nohuman, base62 and base64url of 32 and more, near the provider': 0.94,
  'Nohuman, base62 and base64url of 32 and more, under a secret’s name': 0.92,
  'Nohuman, base62 and base64url of 32 and more, without either': 0.9,
  'Nohuman, hexadecimal, near the provider': 0.95,
} as const;

export type Promised = keyof typeof PROMISES;

/** The promise that a cell counts for. */
export function promiseOf({ series, context, place }: Cell): Promised | 'places that are not supported' {
  if (!place.isSupported) return 'places that are not supported';
  if (series.provider === 'nouvel') return 'Nouvel';
  if (series.form === 'hex') return 'Nohuman, hexadecimal, near the provider';
  if (context === 'secret') return 'Nohuman, base62 and base64url of 32 and more, under a secret’s name';
  if (context === 'neither') return 'Nohuman, base62 and base64url of 32 and more, without either';
  return 'Nohuman, base62 and base64url of 32 and more, near the provider';
}

export function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

const sum = (cells: readonly Cell[], of: (cell: Cell) => number): number =>
  cells.reduce((total, cell) => total + of(cell), 0);

/** Totals of some cells. */
export function totalsOf(cells: readonly Cell[]): Pick<Cell, 'made' | 'listed' | 'wrong' | 'misplaced'> {
  return {
    made: sum(cells, ({ made }) => made),
    listed: sum(cells, ({ listed }) => listed),
    wrong: sum(cells, ({ wrong }) => wrong),
    misplaced: sum(cells, ({ misplaced }) => misplaced),
  };
}

/** One line a place and series with misses, wrong keys or wrong spans; the contexts are listed with their misses. */
function missesOf(cells: readonly Cell[]): string[] {
  const groups = groupBy(cells, ({ place, series }) => `${place.kind} / ${place.name} | ${series.id}`);
  return [...groups].flatMap(([title, group]) => {
    const { wrong, misplaced } = totalsOf(group);
    const missed = group.flatMap(({ context, made, listed }) =>
      listed < made ? [`${context} ${made - listed}/${made}`] : [],
    );
    const parts = [
      ...(missed.length > 0 ? [`missed ${missed.join(', ')}`] : []),
      ...(wrong > 0 ? [`WRONG KEY ${wrong}`] : []),
      ...(misplaced > 0 ? [`WRONG SPAN ${misplaced}`] : []),
    ];
    return parts.length > 0 ? [`${title}: ${parts.join('; ')}`] : [];
  });
}

/** The promises with what was measured, then the misses. */
function reportOf(cells: readonly Cell[]): string {
  const lines = [...groupBy(cells, promiseOf)].map(([promise, group]) => {
    const { made, listed, wrong, misplaced } = totalsOf(group);
    const promised = promise in PROMISES ? `, promised ${PROMISES[promise as Promised] * 100} %` : '';
    const share = `${((listed / made) * 100).toFixed(2)} %${promised}`;
    return `${promise}: ${listed} of ${made} (${share}), wrong keys ${wrong}, wrong spans ${misplaced}`;
  });
  return `${[`${PLACES.length} places`, ...lines, ...missesOf(cells)].join('\n')}\n`;
}

if (process.argv[1] === import.meta.filename)
  process.stdout.write(reportOf(measurePlaces(Number(process.argv[2] ?? 4))));

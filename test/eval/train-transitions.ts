/**
 * Counts how characters follow one another in names and writes src/detect/randomness/transitions.generated.ts.
 * Usage: tsx test/eval/train-transitions.ts FOLDER…
 * Learns from the permissively licensed packages in node_modules and from the folders named (the shipped tables:
 * Go's and Python's standard libraries, BSD and PSF licences). Counts are facts; no text is kept.
 */
import { writeFileSync } from 'node:fs';
import {
  CLASS_ENTRIES,
  CLASS_STEPS,
  classPlace,
  LETTER_ENTRIES,
  letterPlace,
  newWalk,
} from '../../src/detect/randomness/transitions.ts';
import { namesUnder, permissivePackages } from './identifiers.ts';

const TARGET = new URL('../../src/detect/randomness/transitions.generated.ts', import.meta.url);
const LETTERS = 26;
const CLASSES = 4;
/** Counts that every entry starts with: a transition never seen is rare, not impossible. */
const CLASS_PRIOR = 2;
const LETTER_PRIOR = 3;
const LEVELS = 4;
const ROUNDS = 50;

interface Counts {
  readonly classes: Float64Array;
  readonly letters: Float64Array;
}

function count(names: readonly string[]): Counts {
  const classes = new Float64Array(CLASS_ENTRIES);
  const letters = new Float64Array(LETTER_ENTRIES);
  for (const name of names) {
    const walk = newWalk();
    for (let i = 0; i < name.length; i++) {
      const code = name.charCodeAt(i);
      const at = classPlace(walk, code);
      classes[at] = (classes[at] ?? 0) + 1;
      const place = letterPlace(walk, code);
      if (place >= 0) letters[place] = (letters[place] ?? 0) + 1;
    }
  }
  return { classes, letters };
}

/** Back-off: what follows one letter, for contexts of two that were hardly seen. */
function lastLetterShares(letters: Float64Array): Float64Array {
  const span = (LETTERS + 1) * LETTERS;
  const sums = new Float64Array(span);
  letters.forEach((n, i) => {
    sums[i % span] = (sums[i % span] ?? 0) + n;
  });
  return shares(sums, LETTERS, 1, () => 1 / LETTERS);
}

/** Shares within each row of `width`, drawn towards `fallback` by `prior` counts an entry. */
function shares(
  counts: Float64Array,
  width: number,
  prior: number,
  fallback: (place: number) => number,
): Float64Array {
  const totals = new Float64Array(counts.length / width);
  counts.forEach((n, i) => {
    const row = Math.floor(i / width);
    totals[row] = (totals[row] ?? 0) + n;
  });
  return counts.map((n, i) => {
    const total = totals[Math.floor(i / width)] ?? 0;
    return (n + prior * width * fallback(i)) / (total + prior * width);
  });
}

/** One-dimensional k-means: the levels that lose least. Each cost weighs as often as random text and names meet it. */
function levelsOf(costs: Float64Array, weights: Float64Array): number[] {
  let levels = Array.from({ length: LEVELS }, (_, i) => 2 + 3 * i);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = levels.map(() => ({ weight: 0, cost: 0 }));
    costs.forEach((cost, i) => {
      const sum = sums[nearest(levels, cost)];
      const weight = weights[i] ?? 0;
      if (sum) Object.assign(sum, { weight: sum.weight + weight, cost: sum.cost + cost * weight });
    });
    levels = sums.map((sum, i) => (sum.weight > 0 ? sum.cost / sum.weight : (levels[i] ?? 0)));
  }
  return levels.map((level) => Math.round(level * 100) / 100);
}

function nearest(levels: readonly number[], cost: number): number {
  const distances = levels.map((level) => Math.abs(level - cost));
  return distances.indexOf(Math.min(...distances));
}

function pack(costs: Float64Array, levels: readonly number[]): Uint8Array {
  const packed = new Uint8Array(Math.ceil(costs.length / 4));
  costs.forEach((cost, place) => {
    packed[place >> 2] = (packed[place >> 2] ?? 0) | (nearest(levels, cost) << ((place & 3) * 2));
  });
  return packed;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function train(folders: readonly string[]): void {
  const names = namesUnder([...permissivePackages('node_modules'), ...folders]);
  const { classes, letters } = count(names);
  const classCosts = shares(classes, CLASSES, CLASS_PRIOR, () => 1 / CLASSES).map((p) => -Math.log2(p));
  const back = lastLetterShares(letters);
  const letterShares = shares(letters, LETTERS, LETTER_PRIOR, (i) => back[i % back.length] ?? 0);
  const letterCosts = letterShares.map((p) => -Math.log2(p));
  const total = letters.reduce((sum, n) => sum + n, 0);
  const weights = letters.map((n) => n / total + 1 / LETTER_ENTRIES);
  const levels = levelsOf(letterCosts, weights);
  const stored = Uint8Array.from(classCosts, (bits) => Math.min(255, Math.round(bits * CLASS_STEPS)));
  writeFileSync(TARGET, rendered(names.length, levels, base64(stored), base64(pack(letterCosts, levels))));
}

function rendered(names: number, levels: readonly number[], classes: string, letters: string): string {
  return [
    '// Written by test/eval/train-transitions.ts: counts over the distinct names of 8 to 64 characters in the',
    `// permissively licensed packages of node_modules and Go's and Python's standard libraries (${names} names).`,
    '/** Bits that a letter costs after the two before it, by level. */',
    `export const LEVEL_BITS: readonly number[] = [${levels.join(', ')}];`,
    '/** Bits times 16 of a class after the three before it, a byte each. */',
    `export const CLASS_COSTS = '${classes}';`,
    '/** Level of a letter after the two before it, two bits each. */',
    `export const LETTER_LEVELS = '${letters}';`,
    '',
  ].join('\n');
}

train(process.argv.slice(2));

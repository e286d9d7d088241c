/** The baseline: fingerprints of what was there on the day it was made. No places and no keys; sorted, so that it merges. */
import { UserError } from '../model/error.ts';

const HEAD = '# leakward baseline: fingerprints of findings to pass over. Holds no key; commit it.\n';
const LINE = /^[a-z][a-z0-9-]*:[0-9a-f]{64}$/;

/** Errors: `bad-baseline` with file and line. */
export function parseBaseline(text: string, file: string): Map<string, string> {
  const entries = text
    .split(/\r?\n/)
    .map((line, i) => [line.replace(/#.*/, '').trim(), `${file}:${i + 1}`] as const);
  const wrong = entries.find(([line]) => line !== '' && !LINE.test(line));
  if (wrong !== undefined) {
    throw new UserError(
      'bad-baseline',
      `${wrong[1]}: expected a fingerprint, <rule>:<64 hexadecimal digits>`,
      {
        hint: 'leakward baseline create writes it anew',
      },
    );
  }
  return new Map(entries.filter(([line]) => line !== ''));
}

/** The file for these fingerprints. */
export function formatBaseline(fingerprints: Iterable<string>): string {
  return `${HEAD}${[...new Set(fingerprints)]
    .sort()
    .map((line) => `${line}\n`)
    .join('')}`;
}

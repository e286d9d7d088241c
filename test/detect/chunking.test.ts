import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDetector } from '../../src/detect/detector.ts';
import type { Finding } from '../../src/model/finding.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { windows } from '../../src/sources/read.ts';
import { MARGIN, WINDOW } from '../../src/sources/windows.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';

const detector = createDetector(createRuleset());
const ORIGIN = { kind: 'file', path: 'big.txt' } as const;

function essence(findings: readonly Finding[]) {
  return findings.map(({ fingerprint, score, location, span, encoding }) => ({
    fingerprint,
    score,
    location,
    span,
    encoding,
  }));
}

function scanWindows(bytes: Buffer): Finding[] {
  let at = 0;
  const fill = (into: Uint8Array): number => {
    const got = bytes.copy(into, 0, at);
    at += got;
    return got;
  };
  const head = Buffer.from(bytes.subarray(0, 100));
  at = head.length;
  const found: Finding[] = [];
  for (const blob of windows(ORIGIN, head, fill, bytes.length, (size) => detector.buffer(size)))
    found.push(...detector.detect(blob));
  return found;
}

const filler = fc.constantFrom('x = 1;\n', 'é ', 'lorem ipsum dolor\r\n', '"a", ', '\t\t');
const piece = fc.oneof(
  { weight: 1, arbitrary: fc.nat(50).map((n) => `NOUVEL_API_KEY=${nouvelKey(n)}\n`) },
  {
    weight: 1,
    arbitrary: fc.nat(50).map((n) => `data: ${Buffer.from(`k=${nouvelKey(n)};`).toString('base64')}\n`),
  },
  { weight: 1, arbitrary: fc.nat(50).map((n) => `nohuman = "${nohumanKey(n)}"\n`) },
  { weight: 6, arbitrary: filler },
);

test('windows find what the whole finds, with the same places and scores', () => {
  const edges = fc.integer({ min: -300, max: 300 });
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 5, maxLength: 40 }),
      edges,
      fc.constantFrom(0, MARGIN),
      (pieces, shift, margin) => {
        const text = pieces.join('');
        const before = 'y'.repeat(WINDOW - margin - Math.floor(text.length / 2) + shift);
        const bytes = Buffer.from(`${before}\n${text}\n${'z '.repeat(50_000)}`);
        expect(essence(scanWindows(bytes))).toEqual(essence(detector.detect({ origin: ORIGIN, bytes })));
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

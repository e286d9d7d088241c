/** Runs the detector over bytes or text, with what tests look at. */
import { createDetector } from '../../src/detect/detector.ts';
import type { Finding, OwnKey } from '../../src/model/finding.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';

const detector = createDetector(createRuleset());

/** All findings, of every confidence. */
export function detectAll(
  content: string | Uint8Array,
  path = 'file.txt',
  own?: readonly OwnKey[],
): Finding[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const used = own === undefined ? detector : createDetector(createRuleset(), own);
  return used.detect({ origin: { kind: 'file', path }, bytes });
}

/** Findings that a scan lists unless told otherwise. */
export function detect(content: string | Uint8Array, path?: string): Finding[] {
  return detectAll(content, path).filter(
    ({ confidence, attribution }) => confidence !== 'low' && attribution !== 'sample',
  );
}

/** Findings in random text that holds no key: `tsx test/eval/noise.ts [megabytes]`, base64url wrapped at 60 to 76 columns. */
import { createDetector } from '../../src/detect/detector.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { seeded } from '../support/corpus/random.ts';

const BLOCK = 1 << 20;

/** Findings of each confidence in `megabytes` of wrapped base64url. */
export function measureNoise(megabytes: number, seed = 1): ReadonlyMap<string, number> {
  const detector = createDetector(createRuleset());
  const random = seeded(seed);
  const counts = new Map<string, number>();
  for (let i = 0; i < megabytes; i++) {
    const width = 60 + (i % 17);
    const text = Buffer.from(random.bytes((BLOCK * 3) / 4))
      .toString('base64url')
      .replaceAll(new RegExp(`.{${width}}`, 'g'), '$&\n');
    const found = detector.detect({ origin: { kind: 'file', path: 'a' }, bytes: Buffer.from(text) });
    for (const { confidence } of found) counts.set(confidence, (counts.get(confidence) ?? 0) + 1);
  }
  return counts;
}

if (process.argv[1] === import.meta.filename) {
  const megabytes = Number(process.argv[2] ?? 400);
  process.stdout.write(`${megabytes} MB: ${JSON.stringify([...measureNoise(megabytes)])}\n`);
}

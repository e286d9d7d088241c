/**
 * `npx tsx test/eval/whole.ts <repository>`: reads every packed object of a repository, checks that its bytes hash to
 * its id, and that looking only at what changed finds the same suspects as looking at every object whole.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { createDetector, SUSPECT_REACH } from '../../src/detect/detector.ts';
import { widened } from '../../src/git/objects/delta.ts';
import { parsePackIndex } from '../../src/git/objects/pack-index.ts';
import { planPack } from '../../src/git/objects/pack-plan.ts';
import { TYPE } from '../../src/git/objects/pack-tree.ts';
import { createPackWalk, type Visits } from '../../src/git/objects/pack-walk.ts';
import { listObjectDirectories } from '../../src/git/objects/store.ts';
import { openRepository } from '../../src/git/repository.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';

const NAMES = Object.fromEntries(Object.entries(TYPE).map(([name, number]) => [number, name]));

const repository = await openRepository(process.argv[2] ?? '.', true);
const detector = createDetector(createRuleset());
const counts = {
  objects: 0,
  wrongBytes: 0,
  left: 0,
  suspects: 0,
  missedByWindows: 0,
  onlyByWindows: 0,
  bytes: 0,
  scanned: 0,
};

for (const { packs } of listObjectDirectories(repository.objects)) {
  for (const { base } of packs) {
    const index = parsePackIndex(readFileSync(`${base}.idx`), repository.oidBytes);
    const file = openSync(`${base}.pack`, 'r');
    const plan =
      index && (await planPack(file, fstatSync(file).size, index, repository.oidBytes, () => undefined));
    if (index === undefined || plan === undefined) throw new Error(`${base} cannot be read`);
    const visits: Visits = {
      gap: () => undefined,
      leave: () => void counts.left++,
      visit({ entry, type, bytes, changed, baseMark }) {
        const hash = createHash(repository.oidBytes === 20 ? 'sha1' : 'sha256').update(
          `${NAMES[type]} ${bytes.length}\0`,
        );
        const within =
          baseMark || changed === undefined ? undefined : widened(changed, SUSPECT_REACH, bytes.length);
        const isSuspect = detector.suspects(bytes, within);
        const isWhole = detector.suspects(bytes);
        counts.objects++;
        counts.bytes += bytes.length;
        if (within === undefined) counts.scanned += bytes.length;
        else
          for (let i = 0; i < within.length; i += 2)
            counts.scanned += (within[i + 1] ?? 0) - (within[i] ?? 0);
        if (hash.update(bytes).digest('hex') !== index.oidAt(plan.positions[entry] ?? 0)) counts.wrongBytes++;
        if (isWhole) counts.suspects++;
        if (isWhole && !isSuspect) counts.missedByWindows++;
        if (isSuspect && !isWhole) counts.onlyByWindows++;
        return isSuspect;
      },
    };
    const walk = createPackWalk(file, plan, visits, 1 << 29);
    for (const root of plan.roots) for (walk.begin(root); walk.step(); );
    counts.left += plan.strays.length;
    closeSync(file);
  }
}
process.stdout.write(`${JSON.stringify(counts, null, 2)}\n`);

/** The kernel's inflate, alone. */
import { createDetector } from '../../src/detect/detector.ts';
import { LEAST_HITS } from '../../src/detect/kernel/searcher.ts';
import { compileModule, instantiate, PAGE, shareMemoryOf } from '../../src/detect/kernel/web-assembly.ts';
import { PACK_KERNEL } from '../../src/git/objects/kernel/pack.generated.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';

interface Exports {
  setUpThread(...numbers: number[]): void;
  inflate(from: number, space: number, to: number, size: number): number;
}

const REGION = 1 << 20;
const INPUT = 16 << 20;
const OUTPUT = 40 << 20;
const END = 80 << 20;

/** Bytes and how many of the stream they took; undefined if it is damaged. @param size of what has to come out */
export type Inflate = (stream: Uint8Array, size: number) => { bytes: Buffer; taken: number } | undefined;

/** The memory behind input and output is filled with other bytes before each call, so that none of it can count. */
export function createInflate(): Inflate {
  const memory = shareMemoryOf(END / PAGE);
  if (memory === undefined) throw new Error('no memory to share');
  const env = { memory, read: no, look: no, leave: no, gap: no, unknown: no };
  const kernel = instantiate<Exports>(compileModule(Buffer.from(PACK_KERNEL, 'base64')), env);
  const { groups, ids, needles, places, classes } = createDetector(createRuleset()).searchData.tables.layout;
  kernel.setUpThread(REGION, INPUT, groups, ids, needles, places, classes, LEAST_HITS, 1, 0, 0, 0);
  const bytes = new Uint8Array(memory.buffer);
  let filler = 0;
  return (stream, size) => {
    bytes.set(stream, INPUT);
    bytes.fill(++filler, INPUT + stream.length, INPUT + stream.length + 64);
    bytes.fill(++filler, OUTPUT + size, OUTPUT + size + 512);
    const taken = kernel.inflate(INPUT, stream.length, OUTPUT, size);
    return taken === 0 ? undefined : { bytes: Buffer.from(bytes.slice(OUTPUT, OUTPUT + size)), taken };
  };
}

function no(): never {
  throw new Error('inflate calls nothing');
}

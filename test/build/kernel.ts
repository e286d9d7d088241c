/** Compiles the search kernel: `tsx test/build/kernel.ts`, or with `--check` compares with what is committed. */
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const SOURCE = new URL('../../src/detect/kernel/search.as.ts', import.meta.url);
const TARGET = new URL('../../src/detect/kernel/search.generated.ts', import.meta.url);

/** The text of search.generated.ts. */
export async function compileKernel(): Promise<string> {
  const options = {
    optimizeLevel: 3,
    shrinkLevel: 0,
    converge: true,
    noAssert: true,
    runtime: 'stub',
    enable: ['simd'],
  };
  const { binary, stderr } = await asc.compileString(readFileSync(SOURCE, 'utf8'), options as never);
  if (binary === null) throw new Error(stderr.toString());
  const text = Buffer.from(binary).toString('base64');
  return `// Made by test/build/kernel.ts from search.as.ts. Do not edit.\nexport const SEARCH_KERNEL =\n  '${text}';\n`;
}

/** True if the committed module is what the source compiles to. */
export async function isCurrent(): Promise<boolean> {
  return readFileSync(TARGET, 'utf8') === (await compileKernel());
}

if (process.argv[1] === import.meta.filename) {
  if (!process.argv.includes('--check')) writeFileSync(TARGET, await compileKernel());
  else if (!(await isCurrent())) {
    process.stderr.write(
      'search.generated.ts is not what search.as.ts compiles to; run npm run build and commit\n',
    );
    process.exitCode = 1;
  }
}

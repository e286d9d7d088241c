/** Compiles the kernels, which are written in AssemblyScript, into modules of text. */
import { readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const ROOT = new URL('../../', import.meta.url);

interface Kernel {
  /** The file that is compiled, with those that it imports. */
  readonly source: string;
  readonly target: string;
  /** What the text is exported as. */
  readonly name: string;
  readonly options: readonly string[];
}

const COMMON = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

const KERNELS: readonly Kernel[] = [
  {
    source: 'src/detect/kernel/search.as.ts',
    target: 'src/detect/kernel/search.generated.ts',
    name: 'SEARCH_KERNEL',
    options: COMMON,
  },
  {
    source: 'src/git/objects/kernel/pack.as.ts',
    target: 'src/git/objects/kernel/pack.generated.ts',
    name: 'PACK_KERNEL',
    // Constants lie in front of the needle tables; how large its memory is settles who brings it.
    options: [
      ...COMMON,
      '--enable',
      'bulk-memory',
      '--enable',
      'threads',
      ...['--memoryBase', '64'],
      '--importMemory',
      '--sharedMemory',
      '--initialMemory',
      '1',
      '--maximumMemory',
      '65536',
    ],
  },
];

/** Text of each generated file, by its path. Throws the compiler's messages. */
export async function compileKernels(): Promise<[path: string, text: string][]> {
  return await Promise.all(
    KERNELS.map(async (kernel): Promise<[string, string]> => [kernel.target, await compile(kernel)]),
  );
}

async function compile({ source, name, options }: Kernel): Promise<string> {
  const made: { binary?: Uint8Array } = {};
  const { error, stderr } = await asc.main([source, '--outFile', 'binary', ...options], {
    readFile: (file) => read(file),
    writeFile(_, contents) {
      made.binary = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error !== null || made.binary === undefined) throw new Error(stderr.toString());
  const text = Buffer.from(made.binary).toString('base64');
  return `// Made by test/build/kernel.ts from ${source}. Do not edit.\nexport const ${name} =\n  '${text}';\n`;
}

function read(file: string): string | null {
  try {
    return readFileSync(new URL(file, ROOT), 'utf8');
  } catch {
    return null;
  }
}

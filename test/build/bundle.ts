/**
 * Bundles the programs of src/ into dist/. The modules that every commit loads become one file, and those that every
 * report needs another: on a machine that is not idle, opening a file costs more than reading what it holds.
 */
import { type Plugin, type PreRenderedChunk, rolldown } from 'rolldown';

const PROGRAMS = {
  cli: 'src/cli/main.ts',
  index: 'src/index.ts',
  action: 'src/action/main.ts',
};

/** Where files go that only the Action loads: npm's package leaves them out. */
const ACTION = 'action';

/** What `git commit` loads: the program, the guard, and all that these import before they run. */
const FELT = ['src/cli/main.ts', 'src/commands/guard.ts'];

/** Commands that make reports. What all of them import before they run is one file, too. */
const REPORTING = ['src/commands/scan.ts', 'src/commands/history.ts', 'src/commands/diff.ts'];

/** Remembers which modules are imported, without a dynamic import between, from those named. */
function staticImports(names: readonly string[]): { plugin: Plugin; has: (id: string) => boolean } {
  const known = new Set<string>();
  const plugin: Plugin = {
    name: 'static-imports',
    buildEnd() {
      const add = (id: string): void => {
        if (known.has(id)) return;
        known.add(id);
        for (const imported of this.getModuleInfo(id)?.importedIds ?? []) add(imported);
      };
      for (const id of this.getModuleIds()) {
        if (names.some((name) => id.endsWith(`/${name}`))) add(id);
      }
    },
  };
  return { plugin, has: (id) => known.has(id) };
}

/** True if only the Action has use for it: its modules, or the module whose exports it passes on. */
function isOfAction({ moduleIds, facadeModuleId }: PreRenderedChunk): boolean {
  const ids = moduleIds.length > 0 ? moduleIds : [facadeModuleId ?? ''];
  return ids.every((id) => id.includes('/src/action/'));
}

/** @returns the directories of the packages whose code is in the bundle. */
export async function bundle(root: string, out: string): Promise<readonly string[]> {
  const felt = staticImports(FELT);
  const reporting = REPORTING.map((name) => staticImports([name]));
  const isShared = (id: string): boolean => reporting.every(({ has }) => has(id));
  const bundled = await rolldown({
    cwd: root,
    input: PROGRAMS,
    platform: 'node',
    plugins: [felt, ...reporting].map(({ plugin }) => plugin),
    // Asked for by groups; nothing imports the programs.
    preserveEntrySignatures: 'allow-extension',
    // A work tree may have its packages elsewhere; their paths are part of the output.
    resolve: { symlinks: false },
    // CommonJS packages name their file by a variable that modules do not have.
    transform: {
      target: 'node20.19',
      define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
    },
    checks: { ineffectiveDynamicImport: false },
  });
  const { output } = await bundled.write({
    dir: out,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: (chunk) => `${isOfAction(chunk) ? ACTION : 'lib'}/[name]-[hash].js`,
    comments: { legal: false, annotation: false, jsdoc: false },
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: 'guard', test: felt.has, priority: 1 },
        { name: 'report', test: isShared },
      ],
    },
  });
  await bundled.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  return modules.flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []);
}

/**
 * Builds dist/: `npm run build`, or with `--check` compares what would be built with what is committed.
 * dist/ is committed because the Action and git-installed hooks run it; it must come out the same everywhere.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { compileKernels } from './kernel.ts';
import { compileBuiltinKeywords } from './keywords.ts';
import { compileRules, readRules } from './rules.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const DIST = join(ROOT, 'dist');

/** Sources that are made from others: where they lie, and their text. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return new Map([
    [
      'src/version.generated.ts',
      `// Made by test/build/build.ts from package.json. Do not edit.\nexport const VERSION = '${version}';\n`,
    ],
    ['src/rules/builtin.generated.ts', compileRules()],
    ['src/detect/keywords.generated.ts', compileBuiltinKeywords(readRules())],
    ...(await compileKernels()),
  ]);
}

/** Texts that are made from the sources as they are. A build that renews sources makes them in programs of their own. */
async function documents(): Promise<ReadonlyMap<string, string>> {
  const [{ renewedReadme }, { actionYml }] = await Promise.all([
    import('./readme.ts'),
    import('./action-yml.ts'),
  ]);
  return new Map([
    ['README.md', renewedReadme()],
    ['action.yml', actionYml()],
  ]);
}

/** Builds everything into a directory. */
export async function buildInto(out: string): Promise<void> {
  const packages = await bundle(ROOT, out);
  emitTypes(join(out, 'types'));
  cpSync(join(ROOT, 'src/report/report.schema.json'), join(out, 'report.schema.json'));
  writeFileSync(join(out, 'THIRD-PARTY-LICENSES.txt'), licences(packages));
}

function emitTypes(out: string): void {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = [
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    '--rewriteRelativeImportExtensions',
  ];
  const config = join(mkdtempSync(join(tmpdir(), 'leakward-types-')), 'tsconfig.json');
  const settings = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: { rootDir: join(ROOT, 'src'), typeRoots: [join(ROOT, 'node_modules/@types')] },
    files: [join(ROOT, 'src/index.ts')],
    include: [],
  };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(process.execPath, [tsc, '-p', config, ...options, '--outDir', out], { stdio: 'inherit' });
}

/** The licence text of each package, once. */
function licences(packages: readonly string[]): string {
  return [...new Set(packages.map(licenceOf))].sort().join('\n');
}

function licenceOf(directory: string): string {
  const at = resolve(ROOT, directory);
  const manifest: { name: string; version: string; license: string } = JSON.parse(
    readFileSync(join(at, 'package.json'), 'utf8'),
  );
  const file = readdirSync(at).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${manifest.license}` : readFileSync(join(at, file), 'utf8');
  return `${manifest.name} ${manifest.version}\n${'='.repeat(72)}\n${text.trim()}\n`;
}

/** Paths whose contents differ between two directories. */
export function differences(a: string, b: string): string[] {
  const names = new Set([...filesUnder(a), ...filesUnder(b)]);
  return [...names].filter((name) => !sameFile(join(a, name), join(b, name))).sort();
}

function filesUnder(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));
}

function sameFile(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && readFileSync(a).equals(readFileSync(b));
}

const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
/** They write tables from sources that may have been made just now, and so run by themselves. */
const TABLES = ['test/build/action-yml.ts', 'test/build/readme.ts'];

async function main(): Promise<void> {
  if (!process.argv.includes('--check')) {
    for (const [path, text] of await generated()) writeFileSync(join(ROOT, path), text);
    rmSync(DIST, { recursive: true, force: true });
    mkdirSync(DIST);
    await buildInto(DIST);
    for (const program of TABLES) execFileSync(process.execPath, [TSX, join(ROOT, program)]);
    return;
  }
  const fresh = mkdtempSync(join(tmpdir(), 'leakward-dist-'));
  await buildInto(fresh);
  const stale = [...(await generated()), ...(await documents())].filter(
    ([path, text]) => readFileSync(join(ROOT, path), 'utf8') !== text,
  );
  const changed = [...stale.map(([path]) => path), ...differences(DIST, fresh)];
  rmSync(fresh, { recursive: true });
  if (changed.length === 0) return;
  process.stderr.write(`not what src/ builds; run npm run build and commit:\n  ${changed.join('\n  ')}\n`);
  process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) await main();

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { expect, test } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

test('what npm packs is small, and leaves out what only the Action loads', () => {
  const text = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const packs: Packed[] | Record<string, Packed> = JSON.parse(text);
  const [packed] = Object.values(packs);
  const paths = packed?.files.map(({ path }) => path) ?? [];
  expect(packed?.size).toBeLessThan(600_000);
  expect(paths).toEqual(expect.arrayContaining(['bin/leakward.js', 'dist/cli.js', 'dist/index.js']));
  expect(paths.filter((path) => /^dist\/action|^action\.yml|^test\/|^src\//.test(path))).toEqual([]);
  const kept = new Set(paths);
  // What is packed imports nothing that is left out.
  const missing = paths
    .filter((path) => path.startsWith('dist/') && path.endsWith('.js'))
    .flatMap((path) => {
      const imported = readFileSync(join(ROOT, path), 'utf8').matchAll(
        /(?:from|import\()\s*["'](\.[^"']+\.js)["']/g,
      );
      return [...imported].map(([, to = '']) => join(path, '..', to)).filter((to) => !kept.has(to));
    });
  expect(missing).toEqual([]);
});

/** The bytes of what npm publishes. */
function tarball(): Uint8Array<ArrayBuffer> {
  const directory = mkdtempSync(join(tmpdir(), 'leakward-pack-'));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', directory];
  const packs: unknown = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' }));
  const [packed] = Object.values(packs as Record<string, { readonly filename: string }>);
  return Uint8Array.from(readFileSync(join(directory, packed?.filename ?? '')));
}

/** How TypeScript resolves a package that is ESM only: attw's profile `esm-only`. */
const ESM_ONLY: readonly string[] = ['node16-esm', 'bundler'];

test('publint and attw have nothing to say of what npm publishes', async () => {
  const bytes = tarball();
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  const checked = await checkPackage(createPackageFromTarballData(bytes));
  const problems = checked.types === false ? ['no types'] : checked.problems;
  const counted = problems.filter(
    (problem) =>
      typeof problem === 'string' ||
      !('resolutionKind' in problem) ||
      ESM_ONLY.includes(problem.resolutionKind),
  );
  expect(counted).toEqual([]);
});

test('the library is there for import and for require', async () => {
  const required: object = createRequire(join(ROOT, 'package.json'))('leakward');
  expect(Object.keys(required)).toEqual(Object.keys(await import('../../dist/index.js' as string)));
});

/** A file of ours and all that it imports before it runs, added to those. */
function opened(path: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(path)) return loaded;
  loaded.add(path);
  const text = readFileSync(path, 'utf8');
  for (const [, to = ''] of text.matchAll(/(?:from|^import|[;}]import)\s*["'](\.[^"']+\.js)["']/g))
    opened(join(path, '..', to), loaded);
  return loaded;
}

test('a commit opens no more than three files of ours', () => {
  // And the one by which the guard is named, which holds nothing more.
  expect(opened(join(ROOT, 'dist/cli.js')).size).toBeLessThanOrEqual(2);
});

test.each(['scan', 'history', 'diff'])('what makes the reports of %s is few files', (command) => {
  const [program = '', guard = ''] = opened(join(ROOT, 'dist/cli.js'));
  const load = new RegExp(`${command}:async\\(\\)=>\\(await import\\(["'\`](\\./[^"'\`]+)`);
  const [, file = ''] = load.exec(readFileSync(guard, 'utf8')) ?? [];
  expect([program, file]).toEqual([join(ROOT, 'dist/cli.js'), expect.stringContaining(command)]);
  expect(opened(join(guard, '..', file), new Set([guard])).size).toBeLessThanOrEqual(15);
});

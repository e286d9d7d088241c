/** Collects the distinct names that permissively licensed text uses. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = /\.(?:[cm]?[jt]s|go|py|css|scss)$/;
const LICENCE = /^(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|MIT OR Apache-2\.0)$/;
/** Names long enough to stand where a key's body stands; hyphens only where letters join. */
const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*/g;
const MIN_LENGTH = 8;
const MAX_LENGTH = 64;
/** Minified and generated files have no words to learn from. */
const MAX_LINE = 200;
const MAX_FILE = 16 * 1024 * 1024;

/** Folders of installed packages whose licence lets anyone count their text. */
export function permissivePackages(modules: string): string[] {
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => join(name, inner)) : [name],
  );
  return names.map((name) => join(modules, name)).filter(isPermissive);
}

function isPermissive(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const licence =
      typeof manifest === 'object' && manifest !== null && 'license' in manifest && manifest.license;
    return typeof licence === 'string' && LICENCE.test(licence);
  } catch {
    return false;
  }
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => SOURCE.test(path))
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= MAX_FILE);
}

/** Every distinct name in the sources under `folders`, lines over 200 characters left out, sorted. */
export function namesUnder(folders: readonly string[]): string[] {
  const names = new Set<string>();
  for (const path of folders.flatMap(sourcesUnder)) {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line.length > MAX_LINE) continue;
      for (const [name] of line.matchAll(NAME)) {
        if (name.length >= MIN_LENGTH && name.length <= MAX_LENGTH) names.add(name);
      }
    }
  }
  return [...names].sort();
}

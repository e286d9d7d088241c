/** Collects the keys that are ours: the key list, this environment, untracked .env files. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { cutRandom, holdsRandom } from '../detect/randomness/cut.ts';
import { type BytePath, decodePath } from '../git/byte-path.ts';
import { listWorkTree } from '../git/ls-files.ts';
import { findWorkTree } from '../git/work-tree.ts';
import type { OwnKey } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { shellWord } from '../model/shell.ts';
import { type NamedFile, readGuarded, readNamedSettings, readSettings } from '../state/guarded-read.ts';
import { parseDotenv } from './dotenv.ts';
import { onceEach, ownKeyOf, ruleOfKey } from './own-key.ts';

/** A file that is scanned, as far as it says where .env files may be. */
export interface ScannedFile {
  /** For `fs`. */
  readonly path: BytePath;
  readonly tracked?: boolean;
}

/** Where to look. */
export interface OwnKeySources {
  /** The key list. */
  readonly list: NamedFile;
  /** Undefined: do not look at the environment and at .env files. */
  readonly env: Readonly<Record<string, string | undefined>> | undefined;
  readonly cwd: string;
  readonly root: string;
  readonly rules: readonly Rule[];
  /** Ask git which .env files are tracked, beyond what is scanned: what is ours may be revoked, what is committed may be anybody's. */
  readonly asksGit: boolean;
}

const ENV_FILE = /^\.env(?:\..+)?$/;
const TEMPLATE = /\.(?:example|sample|template|dist|defaults?)$/;

/** @param files what is scanned: a tracked .env file is a leak, not a source of keys. Errors: `bad-key-list`, `not-found`. */
export async function collectOwnKeys(
  sources: OwnKeySources,
  files: readonly ScannedFile[],
): Promise<OwnKey[]> {
  const listed = await readKeyList(sources.list);
  if (sources.env === undefined) return listed;
  const ambient = Object.entries(sources.env).flatMap(([name, value]) =>
    keyOf(name, value ?? '', `environment variable ${isShown(name) ? name : ''}`.trimEnd(), sources.rules),
  );
  const read = envFiles(sources, files).map((path) => ({ path, keys: keysIn(path, sources) }));
  const holders = read.filter(({ keys }) => keys.length > 0);
  const tracked = sources.asksGit
    ? await trackedAmong(
        holders.map(({ path }) => path),
        sources.root,
      )
    : new Set();
  const local = holders.flatMap(({ path, keys }) => (tracked.has(path) ? [] : keys));
  // What the organisation says of a key is worth more than where it was found.
  return onceEach([...local, ...ambient, ...listed]);
}

/** Errors: `not-found` for one that is named, unless `isNeeded` is false; `unreadable`; `bad-key-list`. */
export async function readKeyList({ path, isNamed }: NamedFile, isNeeded = isNamed): Promise<OwnKey[]> {
  const text = isNeeded
    ? readNamedSettings(path, {
        absent: `no key list at ${cutRandom(path)}`,
        hint: `leakward keys add --keys ${shellWord(path)} --label "…" < key.txt`,
      })
    : readSettings(path, {
        followsLinks: isNamed,
        hint: `to use it all the same: --keys ${shellWord(path)}`,
      });
  if (text === undefined) return [];
  const { parseKeyList } = await import('./key-list.ts');
  return parseKeyList(text, path);
}

/** Characters of a key that do not reveal the rest of it. */
const SHOWN_PART = 12;

/** A line that was joined to the one before may have a part of a key as its name. */
function isShown(name: string): boolean {
  return !holdsRandom(name, SHOWN_PART);
}

function keyOf(name: string, value: string, label: string, rules: readonly Rule[]): OwnKey[] {
  const rule = ruleOfKey(value, rules, name);
  const isKey =
    rule !== undefined && value.length >= 16 && value.length <= 256 && /^[\x21-\x7e]+$/.test(value);
  return isKey ? [ownKeyOf(value, rule, { label })] : [];
}

/** Where a project begins, and with it a .env file. */
const PROJECT_FILE =
  /^(?:package\.json|pyproject\.toml|requirements\.txt|go\.mod|Cargo\.toml|Gemfile|composer\.json|pom\.xml|build\.gradle|deno\.json|Dockerfile|(?:docker-)?compose\.ya?ml|\.env.*)$/;

/** Untracked .env files where projects begin, and from the working directory up to the root. */
function envFiles({ cwd, root }: OwnKeySources, files: readonly ScannedFile[]): string[] {
  const directories = new Set(ancestors(cwd, root));
  const tracked = new Set<string>();
  for (const { path, tracked: isTracked } of files) {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (!PROJECT_FILE.test(name)) continue;
    directories.add(decodePath(path.slice(0, slash)));
    if (isTracked !== false && ENV_FILE.test(name)) tracked.add(decodePath(path));
  }
  return [...directories].flatMap(envFilesIn).filter((path) => !tracked.has(path));
}

/** Those of these files that git tracks. Throws `git-failed`. */
async function trackedAmong(paths: readonly string[], root: string): Promise<ReadonlySet<string>> {
  if (paths.length === 0 || findWorkTree(root) === undefined) return new Set();
  const entries = await listWorkTree(root, { only: paths.map((path) => relative(root, path)) });
  const tracked = entries.filter(({ isTracked }) => isTracked);
  return new Set(tracked.map(({ path }) => resolve(root, decodePath(path))));
}

function ancestors(from: string, root: string): string[] {
  const found: string[] = [];
  for (let at = resolve(from); ; at = dirname(at)) {
    found.push(at);
    if (at === resolve(root) || dirname(at) === at) return found;
  }
}

function envFilesIn(directory: string): string[] {
  try {
    const names = readdirSync(directory).filter((name) => ENV_FILE.test(name) && !TEMPLATE.test(name));
    return names.map((name) => join(directory, name));
  } catch {
    // The scan itself reports a directory that cannot be listed.
    return [];
  }
}

function keysIn(path: string, { root, rules }: OwnKeySources): OwnKey[] {
  // Some tools serve a .env file through a pipe: what is no file of text here is no source of keys.
  const read = readGuarded(path, { followsLinks: false });
  if (read.kind !== 'read') return [];
  const where = relative(root, path) || basename(path);
  return parseDotenv(read.bytes.toString('utf8')).flatMap(({ name, value, line }) =>
    keyOf(name, value, `${isShown(name) ? `${name} in ` : ''}${where}:${line}`, rules),
  );
}

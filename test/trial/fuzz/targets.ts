/** What is damaged, what reads it, and what may then be said. One entry a kind of input. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedHistory, GIVEN, git, history, PLANTED, staged, workTree } from './rooms.ts';

/** A command and the file that it reads damaged. */
export interface Target {
  readonly name: string;
  /** Makes the directory, with a key planted in it. */
  readonly build: () => string;
  /** Path in the directory of the file that is damaged; undefined: standard input. */
  readonly file: (room: string) => string | undefined;
  /** The file before it is damaged; what is there already if undefined. */
  readonly seed?: (room: string) => string;
  readonly words: readonly string[];
  readonly args: readonly string[];
  /**
   * `found`: exit 0 is wrong, whatever the file says. `accounted`: exit 0 only if the report lists the planted key as
   * suppressed or low, or its file as skipped. `unstaged`: exit 0 only if git would no longer commit the key's blob. `any`: the command looks for no keys.
   */
  readonly clean: 'found' | 'accounted' | 'unstaged' | 'any';
}

const SCAN = ['scan', '--format', 'json'] as const;
const HISTORY = ['history', '--format', 'json', '--no-cache'] as const;
const body = (key: string): string => key.slice(key.indexOf('_') + 1);
const KEYS = [GIVEN, body(GIVEN), Buffer.from(GIVEN).toString('base64')];

const GLOBS = ['*', '**', '?', '[a-z]', '[!', '{a,b}', '{', '}', '\\', '!', '/', 'src/', '#', ' ', '**/*'];
const TOML = [
  '=',
  '[',
  ']',
  '[[',
  '"""',
  "'''",
  '\n',
  'exclude',
  'threads',
  'rules',
  '[revoke.nouvel]',
  'true',
];
const GIT_TEXT = [
  'ref: ',
  'refs/heads/main',
  '../',
  '/dev/zero',
  '0'.repeat(40),
  '\n',
  '\t',
  '[core]',
  ' = ',
];
const PATCH = [
  '+',
  '-',
  ' ',
  '@@',
  '@@ -1,2 +1,9 @@\n',
  'diff --git a/x b/x\n',
  '+++ b/x\n',
  'GIT binary patch\n',
];

const settings = `exclude = ["vendor/**"]
min-confidence = "medium"
fail-on = "findings"
threads = 2

[revoke.nouvel]
url = "https://keys.example.com/revoke"
headers = { Authorization = "Bearer {env:KEYS_TOKEN}" }
body = '{"token":"{key}"}'
`;
const ignored = `# what is no leak
0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  reason="old" until=2030-01-01
0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdee  path="docs/**" reason="sample"
`;
const keyList = `[[key]]
provider = "nouvel"
start = "nvl_AbCd"
length = 26
sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
label = "billing"
owner = "ana@example.com"
`;
const patch = `From 0000 Mon Sep 17 00:00:00 2001
Subject: change

---
diff --git a/a.js b/a.js
index 1111111..2222222 100644
--- a/a.js
+++ b/a.js
@@ -1,2 +1,3 @@
 const a = 1;
+const key = '${PLANTED}';
-const b = 2;
+const b = 3;
`;

function objectFile(ending: string): (room: string) => string {
  return (room) => {
    const name = readdirSync(join(room, '.git/objects/pack')).find((one) => one.endsWith(ending));
    return `.git/objects/pack/${name}`;
  };
}

function seedOf(text: string): () => string {
  return () => text;
}

function ownRules(): string {
  return readFileSync(new URL('../../../rules/nouvel.toml', import.meta.url), 'utf8')
    .replaceAll('nvl_', 'zzz_')
    .replaceAll('"nouvel', '"other');
}

const settingsFile = (
  name: string,
  seed: string,
  words: readonly string[],
  args: readonly string[] = SCAN,
): Target => ({
  name,
  build: workTree,
  file: () => name,
  seed: seedOf(seed),
  words: [...words, ...KEYS],
  args,
  clean: 'accounted',
});

const gitFile = (
  name: string,
  file: Target['file'],
  args: readonly string[],
  build = history,
  clean: Target['clean'] = 'found',
): Target => ({ name, build, file, words: [...GIT_TEXT, GIVEN], args, clean });

export const TARGETS: readonly Target[] = [
  settingsFile('leakward.toml', settings, [...TOML, ...GLOBS]),
  settingsFile('.leakwardignore', ignored, [...GLOBS, 'reason=', 'path=', 'until=']),
  settingsFile('.leakward-baseline', ignored, ['reason=', '\n', '{', '"']),
  settingsFile('leakward.keys', keyList, [...TOML, 'sha256', 'start = "nvl_"', 'length = 9']),
  {
    ...settingsFile('.env', `A=1\nNOUVEL_API_KEY=${GIVEN}\n`, ['export ', '=', '"', '${', '\n']),
    words: ['export ', '=', '"', '${', '\n', GIVEN],
  },
  settingsFile('.gitignore', '*.log\nbuild/\n', GLOBS),
  settingsFile(
    'rules.toml',
    ownRules(),
    [...TOML, 'regex', 'keywords', '(a+)+'],
    [...SCAN, '--rules', 'rules.toml'],
  ),
  settingsFile(
    'package.json',
    '{"devDependencies":{"husky":"9"},"scripts":{"prepare":"husky"}}',
    ['{', '"husky"'],
    ['doctor'],
  ),
  settingsFile(
    '.pre-commit-config.yaml',
    'repos:\n  - repo: local\n    hooks:\n      - id: leakward\n',
    ['repos: []', '&a', '*a'],
    ['init', '--dry-run'],
  ),
  settingsFile(
    'lefthook.yml',
    'pre-commit:\n  commands:\n    leakward:\n      run: leakward guard pre-commit\n',
    ['&a', '*a', '{'],
    ['init', '--dry-run'],
  ),
  {
    name: 'patch',
    build: workTree,
    file: () => undefined,
    seed: seedOf(patch),
    words: [...PATCH, GIVEN],
    args: ['diff', '--patch', '-', '--format', 'json'],
    clean: 'accounted',
  },
  gitFile('pack', objectFile('.pack'), HISTORY),
  gitFile('pack index', objectFile('.idx'), HISTORY),
  gitFile('reverse index', objectFile('.rev'), HISTORY),
  gitFile('pack, range', objectFile('.pack'), [...HISTORY, '--range', 'main']),
  gitFile(
    'commit-graph',
    () => '.git/objects/info/commit-graph',
    [...HISTORY, '--range', 'main'],
    derivedHistory,
  ),
  gitFile('multi-pack-index', () => '.git/objects/pack/multi-pack-index', HISTORY, derivedHistory),
  gitFile('packed-refs', () => '.git/packed-refs', HISTORY),
  gitFile('HEAD', () => '.git/HEAD', HISTORY),
  gitFile('git config', () => '.git/config', HISTORY),
  { ...gitFile('alternates', () => '.git/objects/info/alternates', HISTORY), seed: seedOf('/tmp/none\n') },
  { ...gitFile('shallow', () => '.git/shallow', HISTORY), seed: (room) => git(room, ['rev-parse', 'HEAD']) },
  gitFile('index', () => '.git/index', ['guard', 'pre-commit'], staged, 'unstaged'),
];

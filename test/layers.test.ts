import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** A folder imports from itself and from those before it: values, types, and what is loaded late. */
const ORDER = [
  'model',
  'rules',
  'detect',
  'http',
  'git',
  'github',
  'state',
  'keys',
  'sources',
  'policy',
  'providers',
  'verify',
  'revoke',
  'scan',
  'report',
  'app',
  'hooks',
  'sweep',
  'agents',
  'commands',
  'cli',
  'action',
];
const PURE = ['model', 'rules', 'detect'];
const EFFECTS =
  /^node:(?:fs|net|http|https|http2|child_process|os|worker_threads|process|dns|tls|readline|timers)/;

const SRC = new URL('../src', import.meta.url).pathname;
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.as.ts') && name.includes('/'),
);

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const first = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gm)];
  const bare = [...text.matchAll(/^import\s+()'([^']+)'/gm)];
  const late = [...text.matchAll(/\b(typeof\s+)?import\(\s*'([^']+)'\s*,?\s*\)/g)];
  return [...first, ...bare, ...late].map(([, type, to = '']) => ({ from: file, to, isType: Boolean(type) }));
}

const imports = files.flatMap(importsOf);

test('no folder imports from one behind it', () => {
  const wrong = imports.filter(({ from, to }) => {
    if (!to.startsWith('.')) return false;
    const folder = from.split('/')[0] ?? '';
    const target = normalize(join(dirname(from), to)).split('/')[0] ?? '';
    return target.endsWith('.ts') ? false : ORDER.indexOf(target) > ORDER.indexOf(folder);
  });
  expect(wrong).toEqual([]);
});

test('nothing that ships imports from the tests, where the emulated providers are', () => {
  const all = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const wrong = all.filter((name) => /['"](?:\.\.\/)+test\//.test(readFileSync(join(SRC, name), 'utf8')));
  expect(wrong).toEqual([]);
});

test('model, rules and detect touch no file, network, clock, process or console', () => {
  const pure = files.filter((file) => PURE.includes(file.split('/')[0] ?? ''));
  const effects = imports.filter(({ from, to }) => pure.includes(from) && EFFECTS.test(to));
  const words = pure.filter((file) =>
    /\b(?:console\.|process\.|Date\.now|new Date\(|performance\.now|Math\.random|fetch\()/.test(
      readFileSync(join(SRC, file), 'utf8'),
    ),
  );
  expect([effects, words]).toEqual([[], []]);
});

test('use cases know no terminal, no parser and no process: what they need is handed in', () => {
  const own = files.filter((file) => file.startsWith('app/'));
  const wrong = imports.filter(
    ({ from, to }) =>
      own.includes(from) && /^(?:commander|picocolors|node:(?:process|readline|tty|child_process))/.test(to),
  );
  const words = own.filter((file) =>
    /\bprocess\.|Date\.now|new Date\(\)|\bconsole\./.test(readFileSync(join(SRC, file), 'utf8')),
  );
  expect([own.length > 0, wrong, words]).toEqual([true, [], []]);
});

test('no command imports another: what they share is a use case, or a part of the folder', () => {
  const load = readFileSync(join(SRC, 'cli/load.ts'), 'utf8');
  const commands = [...load.matchAll(/import\('\.\.\/(commands\/[^']+)'\)/g)].map(([, file = '']) => file);
  const wrong = imports.filter(
    ({ from, to }) => commands.includes(normalize(join(dirname(from), to))) && from !== 'cli/load.ts',
  );
  expect([new Set(commands).size > 15, wrong]).toEqual([true, []]);
});

test('no file imports itself by way of others: values, types, and what is loaded late', () => {
  const edges = new Map<string, string[]>();
  for (const { from, to } of imports) {
    if (to.startsWith('.')) edges.set(from, [...(edges.get(from) ?? []), normalize(join(dirname(from), to))]);
  }
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  expect(files.map((file) => visit(file, [])).find((cycle) => cycle !== undefined)).toBeUndefined();
});

test('a key is revealed where it is asked about, revoked, masked by a runner, or handed to another thread, and nowhere else', () => {
  const revealing = files.filter((file) => readFileSync(join(SRC, file), 'utf8').includes('.reveal()'));
  expect(revealing.sort()).toEqual([
    'action/masks.ts',
    'providers/api.ts',
    'revoke/call.ts',
    'scan/worker.ts',
  ]);
});

test('only the door opens connections', () => {
  const opening = imports.filter(({ to }) =>
    /^(?:undici(?:\/.*)?|node:(?:http|https|http2|net|tls|dgram|dns))$/.test(to),
  );
  const others = opening.filter(({ from, isType }) => !isType && !from.startsWith('http/'));
  expect(others).toEqual([]);
});

test('no program is started through a shell but the lines of our own hook that init tries out', () => {
  const starting = imports.filter(({ to }) => to === 'node:child_process').map(({ from }) => from);
  const through =
    /\b(?:exec|execSync)\(|\bshell: (?!false)|\b(?:spawn|spawnSync|execFile)\(\s*'(?:sh|bash|cmd)\b/;
  // `exec` of a pattern is called on it: `/…/.exec(`.
  const wrong = starting.filter((file) =>
    through.test(readFileSync(join(SRC, file), 'utf8').replace(/\.exec\(/g, '')),
  );
  expect(starting.length).toBeGreaterThan(2);
  expect(wrong).toEqual(['hooks/apply.ts']);
});

/**
 * Files of git that lie. Whatever they say, a key that is in the objects is found, or the scan is incomplete: the exit is
 * never 0.
 */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  contentOf,
  type Entry,
  forgeCommitGraph,
  idOf,
  looseFile,
  objectsOf,
  packFiles,
  replaceObjects,
  reseal,
  writeLoose,
  writePack,
} from '../support/forged-git.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const LEAK = `const key = '${nouvelKey(1)}';\n`;
/** As long, so that sizes give nothing away. */
const CLEAN = LEAK.replace(/nvl_\w+/, 'x'.repeat(26)).padEnd(LEAK.length - 1, ' ');

/** A clean commit, one with a key in `leak.js`, and one without it. */
function leaking(): string {
  const cwd = directoryOf({ 'a.txt': 'one\n' });
  git(cwd, 'init', '-q');
  const commit = (message: string): void => {
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-qm', message);
  };
  commit('one');
  writeFileSync(join(cwd, 'leak.js'), LEAK);
  commit('two');
  rmSync(join(cwd, 'leak.js'));
  commit('three');
  return cwd;
}

const leakOf = (cwd: string): string => git(cwd, 'rev-parse', 'HEAD~1:leak.js').trim();

/** Changes the repository, given the id of the leaking blob. */
type Forge = (cwd: string, leak: string) => void;

const withContent = (cwd: string, oid: string, content: string): Entry[] =>
  objectsOf(cwd).map((one) => (one.oid === oid ? { ...one, content } : one));

const FORGERIES: Readonly<Record<string, Forge>> = {
  'an index that files the key under another id, and its id nowhere': (cwd, leak) => {
    const other = idOf('blob', 'other');
    replaceObjects(
      cwd,
      objectsOf(cwd).map((one) => (one.oid === leak ? { ...one, oid: other } : one)),
    );
  },
  'an index that exchanges the ids of the key and of a clean blob': (cwd, leak) => {
    const clean = idOf('blob', 'one\n');
    const swap = new Map([
      [leak, clean],
      [clean, leak],
    ]);
    replaceObjects(
      cwd,
      objectsOf(cwd).map((one) => ({ ...one, oid: swap.get(one.oid as string) ?? one.oid })),
    );
  },
  'an index that gives the key’s id the place of a clean blob': (cwd, leak) => {
    const at = 12;
    const [first, ...rest] = objectsOf(cwd).toSorted((a) => (a.oid === idOf('blob', 'one\n') ? -1 : 1));
    replaceObjects(cwd, [first as Entry, ...rest.map((one) => (one.oid === leak ? { ...one, at } : one))]);
  },
  'an index that leaves the key out': (cwd, leak) => {
    replaceObjects(
      cwd,
      objectsOf(cwd).map((one) => (one.oid === leak ? { ...one, oid: false } : one)),
    );
  },
  'a pack whose header does not count the key, and whose index leaves it out': (cwd, leak) => {
    const all = objectsOf(cwd);
    replaceObjects(
      cwd,
      all.map((one) => (one.oid === leak ? { ...one, oid: false } : one)),
      { counted: all.length - 1 },
    );
  },
  'a pack that hides the key behind its last object': (cwd, leak) => {
    const all = objectsOf(cwd).toSorted((a, b) => Number(a.oid === leak) - Number(b.oid === leak));
    replaceObjects(
      cwd,
      all.map((one) => (one.oid === leak ? { ...one, oid: false } : one)),
      { counted: all.length - 1 },
    );
  },
  'a pack that hides the key before its first object': (cwd, leak) => {
    const all = objectsOf(cwd).toSorted((a, b) => Number(b.oid === leak) - Number(a.oid === leak));
    replaceObjects(
      cwd,
      all.map((one) => (one.oid === leak ? { ...one, oid: false } : one)),
      { counted: all.length - 1 },
    );
  },
  'an index with another fan-out, so that git finds no object': (cwd) => {
    replaceObjects(cwd, objectsOf(cwd), {
      edit: (index) => index.fill(0, 8, 8 + 255 * 4),
    });
  },
  'an index with another fan-out for the key only': (cwd, leak) => {
    const first = Number.parseInt(leak.slice(0, 2), 16);
    replaceObjects(cwd, objectsOf(cwd), {
      edit(index) {
        const before = first === 0 ? 0 : index.readUInt32BE(8 + (first - 1) * 4);
        index.writeUInt32BE(before, 8 + first * 4);
      },
    });
  },
  'an index whose ids do not ascend': (cwd) => {
    replaceObjects(cwd, objectsOf(cwd), {
      edit(index) {
        const at = 8 + 256 * 4;
        const two = Buffer.from(index.subarray(at, at + 40));
        index.set(two.subarray(20), at);
        index.set(two.subarray(0, 20), at + 20);
      },
    });
  },
  'an index of another pack': (cwd) => {
    replaceObjects(cwd, objectsOf(cwd), { edit: (index) => index.fill(7, index.length - 20) });
  },
  'an index whose checksums are wrong': (cwd, leak) => {
    const all = objectsOf(cwd);
    replaceObjects(cwd, withContent(cwd, leak, LEAK), {
      edit: (index) => index.fill(7, 8 + 256 * 4 + all.length * 20, 8 + 256 * 4 + all.length * 24),
    });
  },
  'a second pack that has the key’s id with other content, newer': (cwd, leak) => {
    git(cwd, 'repack', '-adq');
    writePack(cwd, [{ oid: leak, type: 'blob', content: CLEAN }]);
  },
  'a second pack that has the key’s id with other content, older': (cwd, leak) => {
    replaceObjects(cwd, withContent(cwd, leak, CLEAN));
    writePack(cwd, [{ type: 'blob', content: LEAK }]);
  },
  'a pack that has the key’s id with other content, and the key loose': (cwd, leak) => {
    replaceObjects(cwd, withContent(cwd, leak, CLEAN));
    writeLoose(cwd, leak, 'blob', LEAK);
  },
  'the key in a pack, and its id loose with other content': (cwd, leak) => {
    git(cwd, 'repack', '-adq');
    writeLoose(cwd, leak, 'blob', CLEAN);
  },
  'a loose object whose content is the key, filed under the id of a clean blob': (cwd, leak) => {
    rmSync(looseFile(cwd, leak));
    writeLoose(cwd, idOf('blob', 'one\n'), 'blob', LEAK);
  },
  'a tree that does not list the key': (cwd) => {
    const tree = git(cwd, 'rev-parse', 'HEAD~1^{tree}').trim();
    writeLoose(cwd, tree, 'tree', contentOf(cwd, 'tree', git(cwd, 'rev-parse', 'HEAD^{tree}').trim()));
  },
  'a commit that does not name the parent with the key': (cwd) => {
    const [head, first] = git(cwd, 'rev-parse', 'HEAD', 'HEAD~2').trim().split('\n') as [string, string];
    const text = contentOf(cwd, 'commit', head).toString();
    writeLoose(cwd, head, 'commit', text.replace(/parent \w+/, `parent ${first}`));
  },
  'replace refs': (cwd, leak) => {
    git(cwd, 'replace', 'HEAD', 'HEAD~2');
    git(cwd, 'update-ref', `refs/replace/${leak}`, idOf('blob', 'one\n'));
  },
  'a graft file': (cwd) => {
    mkdirSync(join(cwd, '.git/info'), { recursive: true });
    writeFileSync(join(cwd, '.git/info/grafts'), git(cwd, 'rev-parse', 'HEAD'));
  },
  'a shallow file': (cwd) => {
    writeFileSync(join(cwd, '.git/shallow'), git(cwd, 'rev-parse', 'HEAD'));
  },
  'packed refs that claim to be sorted, and are not': (cwd) => {
    git(cwd, 'branch', 'z');
    git(cwd, 'pack-refs', '--all');
    const file = join(cwd, '.git/packed-refs');
    const [head = '', ...refs] = readFileSync(file, 'utf8').trim().split('\n');
    writeFileSync(file, `${[head, ...refs.toReversed()].join('\n')}\n`);
  },
};

describe.each(['--no-cache', '--reachable-only'])('history %s', (flag) => {
  test.each(Object.entries(FORGERIES))('%s: found, or exit 3', (_, forge) => {
    const cwd = leaking();
    forge(cwd, leakOf(cwd));
    const { code, out, err } = leakward(cwd, ['history', flag]);
    expect([code, err]).toEqual([expect.toSatisfy((one: number) => one === 1 || one === 3), '']);
    expect(out).toMatch(code === 1 ? /leak/ : /not read/);
  });
});

test('alternates of alternates are followed as far as git follows them, relative ones from their real place', () => {
  const cwd = leaking();
  const leak = leakOf(cwd);
  const rooms = Array.from({ length: 6 }, () => directoryOf());
  for (const [i, room] of rooms.entries()) {
    git(room, 'init', '-q');
    const next = rooms[i + 1];
    const alternates = join(room, '.git/objects/info/alternates');
    if (next !== undefined) writeFileSync(alternates, `../../../${basename(next)}/.git/objects\n`);
  }
  const last = rooms.at(-1) ?? '';
  writeLoose(last, leak, 'blob', LEAK);
  rmSync(looseFile(cwd, leak));
  // Behind a link, what is relative to the real directory leads elsewhere.
  const link = join(directoryOf(), 'link');
  symlinkSync(join(rooms[0] ?? '', '.git/objects'), link);
  writeFileSync(join(cwd, '.git/objects/info/alternates'), `${link}\n`);
  expect(git(cwd, 'cat-file', 'blob', leak)).toBe(LEAK);
  expect(leakward(cwd, ['history', '--no-cache']).code).toBe(1);
});

test('a forged multi-pack-index hides no object', () => {
  const cwd = leaking();
  const leak = leakOf(cwd);
  git(cwd, 'repack', '-adq');
  git(cwd, 'commit', '-q', '--allow-empty', '-m', 'four');
  git(cwd, 'repack', '-dq');
  git(cwd, 'multi-pack-index', 'write');
  expect(packFiles(cwd, '.idx').length).toBe(2);
  reseal(join(cwd, '.git/objects/pack/multi-pack-index'), (body) => {
    const at = body.indexOf(Buffer.from(leak, 'hex'));
    body[at + 19] = (body[at + 19] ?? 0) ^ 1;
  });
  for (const flag of ['--no-cache', '--reachable-only'])
    expect(leakward(cwd, ['history', flag])).toMatchObject({ code: 1, err: '' });
});

/** Runs that follow commits through git, which would believe a commit-graph. */
const FOLLOWING: Readonly<Record<string, (base: string, head: string) => [args: string[], input?: string]>> =
  {
    'history --no-cache': () => [['history', '--no-cache']],
    'history --reachable-only': () => [['history', '--reachable-only']],
    'history --range': (base, head) => [['history', '--range', `${base}..${head}`]],
    diff: (base, head) => [['diff', `${base}..${head}`]],
    'guard pre-push': (base, head) => [
      ['guard', 'pre-push', 'origin', 'x'],
      `refs/heads/main ${head} refs/heads/main ${base}\n`,
    ],
  };

test.each(Object.entries(FOLLOWING))('a forged commit-graph hides no commit from %s', (_, runOf) => {
  const cwd = leaking();
  const idOfCommit = (name: string): string => git(cwd, 'rev-parse', name).trim();
  const [base, head] = [idOfCommit('HEAD~2'), idOfCommit('HEAD')];
  forgeCommitGraph(cwd, head, base);
  const [args, input] = runOf(base, head);
  expect(leakward(cwd, args, input === undefined ? {} : { input })).toMatchObject({ code: 1 });
});

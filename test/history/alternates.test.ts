import { describe, expect, it } from 'vitest';
import type { ObjectDirectory } from '../../src/git/objects/store.ts';
import { alternateNotes, lostDirectories } from '../../src/scan/history/alternates.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { tracesOf } from '../support/traces.ts';

const key = nouvelKey(31);
const body = key.slice(4);

const directory = (path: string, lost: readonly string[] = []): ObjectDirectory => ({
  path,
  packs: [],
  loose: [],
  isPartial: false,
  lost,
});
const own = directory('/srv/app/.git/objects');

/** All that a report says of alternates at these paths that are not there. */
function saidOf(...paths: readonly string[]): string {
  const directories = [own, ...paths.map((path) => directory(path, [path, `${path}/pack`]))];
  return JSON.stringify([alternateNotes(directories), lostDirectories(directories)]);
}

describe('alternates in a report', () => {
  it.each([
    ['a key', `/tmp/${key}`],
    ['a key touched on both sides', `/tm${key}p/none`],
    ['a body without its prefix', `/tmp/${body}`],
    ['12 characters of a body', `/tmp/${body.slice(4, 16)}/x`],
    ['a part in a word', `/tmp/backupstorage${body.slice(4, 18)}directory`],
    ['a key in percent encoding', `/tmp/${key.replace('_', '%255f')}`],
    ['a key in base64', `/tmp/${Buffer.from(key).toString('base64url')}`],
    ['a thousand keys', `/tmp/${key.repeat(1000)}`],
    ['a key behind many letters', `/tmp/${'a'.repeat(100)}${key}`],
    ['a key of the other provider', `/tmp/${nohumanKey(5)}`],
  ])('are counted, not named, where a path holds %s', (_, path) => {
    const said = saidOf(path);
    for (const trace of [key, nohumanKey(5)].flatMap(tracesOf)) expect(said).not.toContain(trace);
    expect(said).toContain('1 directories whose paths may hold a key: objects/info/alternates names them');
    expect(said).toContain('2 directories that it names are not there');
  });

  it('are named where a path holds none', () => {
    const said = saidOf('/srv/git/base.git/objects', '/tmp/none');
    for (const path of ['/srv/git/base.git/objects', '/tmp/none'])
      expect(said).toContain(`objects also come from ${path}`);
    expect(said).not.toContain('may hold a key');
  });

  it('that were listed leave no gap, and the own directory is always named', () => {
    expect(lostDirectories([own, directory('/srv/base/objects')])).toEqual([]);
    const lost = `/tmp/${body}/.git/objects/ab`;
    expect(lostDirectories([directory(`/tmp/${body}/.git/objects`, [lost])])).toMatchObject([{ path: lost }]);
  });
});

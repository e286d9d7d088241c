/** Which git is run: one by its absolute path, never one of the repository that is scanned. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { locateGit } from '../../src/git/locate-git.ts';
import { directoryOf } from '../support/run.ts';

/** A directory with a program named git in it. */
function withGit(directory: string): string {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'git'), '#!/bin/sh\n');
  chmodSync(join(directory, 'git'), 0o755);
  return directory;
}

test('the git that is run is the first on PATH that is named absolutely and lies outside the repository', () => {
  const repository = directoryOf();
  const good = withGit(directoryOf());
  const inside = withGit(join(repository, 'bin'));
  const [linkInto, linkOutOf] = [join(directoryOf(), 'link'), join(repository, 'link')];
  symlinkSync(inside, linkInto);
  symlinkSync(withGit(directoryOf()), linkOutOf);
  // An empty entry means the working directory.
  const passedOver = [
    '',
    relative(process.cwd(), good),
    inside,
    linkInto,
    linkOutOf,
    directoryOf({ git: 'x' }),
  ];
  const locate = (entries: readonly string[]): string =>
    locateGit({ searchPath: entries.join(delimiter), outside: repository, platform: 'linux' });
  expect(locate([...passedOver, good, withGit(directoryOf())])).toBe(join(good, 'git'));
  expect(() => locate(passedOver)).toThrow('git was not found on PATH');
});

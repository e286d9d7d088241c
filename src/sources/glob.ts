/** Globs over paths of reports: what `--exclude` and `.leakwardignore` take. */

/** True for paths that one of the globs matches: `**`, `*`, `?`, `[ab]`, `{a,b}`; a directory's name covers what is below. */
export function createGlobTest(globs: readonly string[]): (path: string) => boolean {
  const tests = globs.map((glob) => {
    const pattern = glob.includes('/') ? glob.replace(/^\.?\//, '') : `**/${glob}`;
    return globToRegExp(pattern.replace(/\/$/, ''));
  });
  return (path) => tests.some((test) => test.test(path));
}

function globToRegExp(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*\*|\*|\?|[.+^$()|[\]{}\\]/g, (piece) => {
    if (piece === '**/') return '(?:[^/]+/)*';
    if (piece === '**') return '.*';
    if (piece === '*') return '[^/]*';
    return piece === '?' ? '[^/]' : `\\${piece}`;
  });
  return new RegExp(`^${source}(?:/.*)?$`);
}

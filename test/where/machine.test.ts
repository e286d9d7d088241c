import { expect, test } from 'vitest';
import { directoriesOf } from '../../src/scan/where/machine.ts';
import { PRESETS } from '../../src/scan/where/presets.ts';

const ROWS = [
  [
    'linux',
    { HOME: '/home/a' },
    { app: '/home/a/.config', local: '/home/a/.local/share', cache: '/home/a/.cache' },
  ],
  [
    'linux',
    { HOME: '/home/a', XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: 'relative' },
    { app: '/c', local: '/home/a/.local/share' },
  ],
  [
    'darwin',
    { HOME: '/Users/a' },
    { app: '/Users/a/Library/Application Support', config: '/Users/a/.config' },
  ],
  [
    'win32',
    { USERPROFILE: '/u/a', HOME: '/other' },
    { home: '/u/a', app: '/u/a/AppData/Roaming', local: '/u/a/AppData/Local' },
  ],
  ['win32', { USERPROFILE: '/u/a', APPDATA: '/r' }, { app: '/r' }],
] as const;

test.each(ROWS)('on %s with %j', (platform, env, expected) => {
  expect(directoriesOf({ platform, env })).toMatchObject(expected);
});

test('presets are relative and name no directory that is read whole by mistake', () => {
  for (const { paths, what, base } of PRESETS) {
    expect(what).not.toBe('');
    for (const path of paths) {
      expect(path).not.toMatch(/^[/~\\]|\.\.|\/$/);
      if (path === '') expect(typeof base).toBe('object');
    }
  }
});

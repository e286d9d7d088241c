import { defineConfig } from 'vitest/config';
import { settings } from './support/settings.ts';

/** Tests that run what is built: `npm run build` before them. The others read `src/` alone. */
const PROGRAM = [
  ...[
    'action',
    'build',
    'cli',
    'guard',
    'history',
    'hooks',
    'promises',
    'scan',
    'sources',
    'state',
    'walk-through',
    'where',
  ].map((folder) => `test/${folder}/**/*.test.ts`),
  'test/trial/**/*.test.ts',
  'test/early.test.ts',
  'test/git/objects/store.test.ts',
  'test/git/repository.test.ts',
  'test/report/environments.test.ts',
  'test/report/json.test.ts',
  'test/revoke/issue.test.ts',
  'test/verify/many.test.ts',
];

const ALL = ['test/**/*.test.ts'];

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    setupFiles: ['test/support/no-network.ts'],
    env: settings(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves a core out, which of two is half: most of the tests wait for programs they start.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'unit', include: ALL, exclude: PROGRAM } },
      { extends: true, test: { name: 'program', include: PROGRAM } },
    ],
  },
});

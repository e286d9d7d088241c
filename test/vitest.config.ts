import { defineConfig } from 'vitest/config';
import { settings } from './support/settings.ts';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-network.ts'],
    env: settings(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves a core out, which of two is half: most of the tests wait for programs they start.
    maxWorkers: '100%',
  },
});

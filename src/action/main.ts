/** What the runner starts: dist/action.js. */

import { handleCrashes } from '../cli/crash.ts';
import { early } from '../model/early.ts';
import { EXIT_CODE } from '../model/policy.ts';
import { act } from './act.ts';
import { childEnvironment } from './runner.ts';
import { errorLine } from './workflow-commands.ts';

const env = { ...process.env };
// git and whatever else is started from here sees no input, and with them not the token.
const kept = childEnvironment(env);
for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];

const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort());

// Standard output is a file or a pipe here; written at once, nothing is lost when the process ends.
const write = (text: string): void => void process.stdout.write(text);
handleCrashes(process, async (error) => {
  write(errorLine(error, env));
  return EXIT_CODE.error;
});

let github: Promise<typeof fetch> | undefined;

/** Loaded only where GitHub is asked. */
async function askGithub(...asked: Parameters<typeof fetch>): Promise<Response> {
  github ??= early(
    import('./github-fetch.ts').then(({ createGithubFetch }) => createGithubFetch(env, abort.signal)),
  );
  return await (await github)(...asked);
}

process.exitCode = await act({
  env,
  write,
  fetch: askGithub,
  now: () => new Date(),
  signal: abort.signal,
});

/** What the runner starts: dist/action.js. */

import { handleCrashes } from '../cli/crash.ts';
import { listenForInterrupts } from '../cli/interrupt.ts';
import { early } from '../model/early.ts';
import { EXIT_CODE } from '../model/policy.ts';
import { eventTurn } from '../sources/turn.ts';
import { act } from './act.ts';
import { childEnvironment } from './runner.ts';
import { errorLine } from './workflow-commands.ts';

const env = { ...process.env };
// git and whatever else is started from here sees no input, and with them not the token.
const kept = childEnvironment(env);
for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];

// A runner that cancels a step sends both, one some seconds after the other.
const interrupts = listenForInterrupts(process);
const { signal, uncut } = interrupts;

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
    import('../github/fetch.ts').then(({ createGithubFetch }) => createGithubFetch(env, signal).fetch),
  );
  return await (await github)(...asked);
}

const ended = early(
  act({
    env,
    write,
    fetch: askGithub,
    now: () => new Date(),
    signal,
    uncut,
  }),
);
const code = await Promise.race([ended, interrupts.overdue]);
// One may have come while the last piece of work kept everything else waiting.
await eventTurn();
await eventTurn();
interrupts.close();
const interrupted = interrupts.code();
if (interrupted !== undefined) process.exit(interrupted);
process.exitCode = code;

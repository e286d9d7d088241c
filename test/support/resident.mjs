/**
 * A thread that has the built program loaded and runs its `main` again and again, each time with a process of its own
 * that is made up: arguments, environment, directory and streams. `resident.ts` starts it.
 */
import { Readable, Writable } from 'node:stream';
import { parentPort } from 'node:worker_threads';

const CRASHES = ['unhandledRejection', 'uncaughtException'];
const { main } = await import('../../dist/cli.js');

/** The environment of the thread, which is read where the program has not been given one. */
function takeOver(env) {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
}

function collector() {
  const chunks = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, bytes: () => Buffer.concat(chunks) };
}

/** Runs the program once; what is left of it afterwards are its answers. */
async function run({ cwd, args, input, env }) {
  takeOver(env);
  const [out, err] = [collector(), collector()];
  const listeners = [];
  const exited = Promise.withResolvers?.() ?? resolvers();
  const code = await Promise.race([
    exited.promise,
    main({
      argv: [process.execPath, 'leakward', ...args],
      env,
      stdin: Readable.from(input.length === 0 ? [] : [Buffer.from(input)]),
      stdout: out.stream,
      stderr: err.stream,
      cwd: () => cwd,
      on(event, listener) {
        // Signals go to the process and not to a thread.
        if (!CRASHES.includes(event)) return;
        listeners.push([event, listener]);
        process.on(event, listener);
      },
      off: () => undefined,
      exit: exited.resolve,
    }),
  ]);
  for (const [event, listener] of listeners) process.off(event, listener);
  return { code, out: out.bytes(), err: err.bytes() };
}

/** Node 20 has no Promise.withResolvers. */
function resolvers() {
  let resolve;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

parentPort.on('message', async ({ port, flag, ...request }) => {
  const ran = await run(request).catch((error) => ({ failed: String(error?.stack ?? error) }));
  port.postMessage(ran);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
});

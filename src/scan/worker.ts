/**
 * A second thread for large scans. It is this module that the thread runs; a thread takes some 40 ms to start, in
 * which the first one scans on, and is sent away if nothing is left for it then.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createDetector } from '../detect/detector.ts';
import { early } from '../model/early.ts';
import type { Finding, OwnKey } from '../model/finding.ts';
import type { Ruleset } from '../model/rule.ts';
import { Secret } from '../model/secret.ts';
import type { FileUnit } from '../sources/file-unit.ts';
import { type Share, scanShare } from './share.ts';

/** Everything a thread needs; crosses to it as plain data. */
export interface Job {
  readonly ruleset: Ruleset;
  readonly ownKeys: readonly OwnKey[];
  readonly units: readonly FileUnit[];
  readonly maxBytes: number | undefined;
  readonly next: Int32Array;
}

/** A thread's state in shared memory: it works only if it gets from WAITING to WORKING before it is dismissed. */
const WAITING = 0;
const WORKING = 1;
const DISMISSED = 2;

interface Hired extends Job {
  readonly state: Int32Array;
}

/** A secret crosses threads as its text and prefix: a class does not. */
interface SentFinding extends Omit<Finding, 'secret'> {
  readonly secret: { readonly value: string; readonly prefixLength: number };
}

/** A thread that was hired: `finish` waits for its share, or dismisses it if it has not begun. */
export interface Hand {
  finish(): Promise<Share | undefined>;
  stop(): void;
}

/** Starts a thread on the job. */
export function hire(job: Job): Hand {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), { workerData: { ...job, state } satisfies Hired });
  const done = early(
    new Promise<Share>((resolve, reject) => {
      worker.once('message', (sent: Omit<Share, 'findings'> & { findings: SentFinding[] }) => {
        resolve({ ...sent, findings: sent.findings.map(received) });
      });
      worker.once('error', reject);
    }),
  );
  return {
    async finish() {
      const isIdle = Atomics.compareExchange(state, 0, WAITING, DISMISSED) === WAITING;
      if (!isIdle) return await done;
      void early(worker.terminate());
      return undefined;
    },
    stop: () => void early(worker.terminate()),
  };
}

function received({ secret, ...finding }: SentFinding): Finding {
  return { ...finding, secret: new Secret(secret.value, secret.prefixLength) };
}

async function work(job: Hired): Promise<void> {
  if (Atomics.compareExchange(job.state, 0, WAITING, WORKING) !== WAITING) return;
  const detector = createDetector(job.ruleset, job.ownKeys);
  const share = await scanShare(detector, { ...job, pace: () => undefined });
  const findings = share.findings.map(({ secret, ...finding }) => ({
    ...finding,
    secret: { value: secret.reveal(), prefixLength: secret.prefixLength },
  }));
  parentPort?.postMessage({ ...share, findings });
}

if (!isMainThread && isHired(workerData)) await work(workerData);

function isHired(data: unknown): data is Hired {
  return typeof data === 'object' && data !== null && 'units' in data && 'state' in data;
}

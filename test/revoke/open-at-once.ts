/** A thread that opens new journals at the very moment when others do: see journal.test.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { openJournal } from '../../src/revoke/journal.ts';

const { paths, threads, arrived, name } = workerData as {
  readonly paths: readonly string[];
  readonly threads: number;
  /** How many threads have come to each path. */
  readonly arrived: Int32Array;
  readonly name: string;
};

function writeTo(path: string): string {
  try {
    const journal = openJournal({ path, run: name, now: () => new Date(0) });
    journal.append('key', { event: 'called', answer: name });
    journal.close();
    return 'written';
  } catch (error) {
    return (error as Error).message;
  }
}

const ends = paths.map((path, i) => {
  Atomics.add(arrived, i, 1);
  while (Atomics.load(arrived, i) < threads);
  return writeTo(path);
});
parentPort?.postMessage([...new Set(ends)]);

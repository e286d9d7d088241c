/** A second thread for a survey; it is this module that the thread runs. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createDetector } from '../../detect/detector.ts';
import { early } from '../../model/early.ts';
import type { OwnKey } from '../../model/finding.ts';
import type { Ruleset } from '../../model/rule.ts';
import { type SurveyShare, surveyShare } from './share.ts';
import type { SurveyWork } from './survey-work.ts';

/** Everything a thread needs; crosses to it as plain data and shared memory. */
export interface SurveyJob extends SurveyWork {
  /** Its number. */
  readonly thread: number;
  readonly ruleset: Ruleset;
  readonly ownKeys: readonly OwnKey[];
}

/** A thread that was hired. */
export interface SurveyHand {
  finish(): Promise<SurveyShare>;
  stop(): void;
}

/** Starts a thread on the job. */
export function hireSurveyor(job: SurveyJob): SurveyHand {
  const worker = new Worker(new URL(import.meta.url), { workerData: { survey: job } });
  const done = early(
    new Promise<SurveyShare>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    }),
  );
  return { finish: () => done, stop: () => void early(worker.terminate()) };
}

function jobOf(data: unknown): SurveyJob | undefined {
  return (data as { survey?: SurveyJob } | null)?.survey;
}

const job = isMainThread ? undefined : jobOf(workerData);
if (job !== undefined) {
  const share = await surveyShare(createDetector(job.ruleset, job.ownKeys), job, job.thread, () => undefined);
  parentPort?.postMessage(share);
}

/** Finds keys again in a file that is there. */
import type { Detector } from '../detect/detector.ts';
import type { Repository } from '../git/repository.ts';
import type { Result } from '../model/report.ts';
import { resultOf } from '../scan/scanned.ts';
import type { FileUnit } from '../sources/file-unit.ts';
import { readFile } from '../sources/read.ts';
import { createPace } from '../sources/turn.ts';

export interface RecoverOptions {
  readonly detector: Detector;
  /** What paths of files are relative to. */
  readonly cwd: string;
  /** Where blobs are; undefined outside a repository. */
  readonly repository: Repository | undefined;
  readonly signal: AbortSignal;
}

/** Keeps what is found in these files. Throws the signal's reason if aborted. */
export async function recoverIn(
  units: readonly FileUnit[],
  { detector, signal }: Pick<RecoverOptions, 'detector' | 'signal'>,
  keep: (result: Result) => void,
): Promise<void> {
  const reading = { buffer: detector.buffer, maxBytes: undefined, skip: () => undefined };
  const pace = createPace(signal);
  for (const unit of units) {
    signal.throwIfAborted();
    // A signal arrives only while other events may.
    await pace();
    for (const blob of readFile(unit, reading))
      for (const finding of detector.detect(blob)) keep(resultOf(finding));
  }
}

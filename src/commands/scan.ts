/** `leakward scan`: files or standard input to a report. */
import { askingOf } from './asking.ts';
import type { CallOf } from './call.ts';
import { checkOutputs, conclude } from './output.ts';
import { scanFilesOf } from './scan-files.ts';

export async function run(call: CallOf<'scan'>): Promise<number> {
  checkOutputs(call);
  const { minConfidence, failOn, trustTarget } = call.options;
  const asking = askingOf(call);
  const report = await scanFilesOf(call, { minConfidence, failOn, trustTarget, asking });
  return await conclude(call, report);
}

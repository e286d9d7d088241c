/** The report as a call asks for it. What asks providers is loaded only where they are asked. */

import type { Report } from '../model/report.ts';
import type { FindHolders } from '../scan/history/holders.ts';
import { createReport, type ReportInput } from '../scan/report.ts';
import type { Call } from './call.ts';

/** A call that may ask providers. */
export type AskingCall = Call<'verify' | 'providerUrl' | 'quiet'>;

/** The report; with verdicts if `--verify` asks for them. */
export async function reportOf(
  call: AskingCall,
  input: ReportInput,
  findHolders?: FindHolders,
): Promise<Report> {
  const scope = call.options.verify;
  if (scope === undefined) return createReport(input);
  const { verifiedReport } = await import('./asking.ts');
  return await verifiedReport(call, input, scope, findHolders);
}

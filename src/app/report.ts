/** From what was found to the report: with verdicts if providers are asked. */
import type { Report } from '../model/report.ts';
import { createReport, type ReportInput } from '../report/create.ts';
import type { FindHolders } from '../scan/history/holders.ts';
import { hear } from '../sources/turn.ts';
import type { Asking } from './asking.ts';
import type { Deps } from './deps.ts';

/**
 * Throws the signal's reason if aborted: a small scan may end before it has looked at the signal.
 *
 * @param asking undefined: no provider is asked, and what asks is not loaded
 * @param findHolders for active keys
 */
export async function reportOf(
  input: ReportInput,
  asking: Asking | undefined,
  deps: Deps,
  findHolders?: FindHolders,
): Promise<Report> {
  await hear(deps.signal);
  if (asking === undefined) return createReport(input);
  const { verifiedReport } = await import('./verdicts.ts');
  return await verifiedReport(input, asking, deps, findHolders);
}

/** The report as a call asks for it. What asks providers is loaded only where they are asked. */
import type { Call } from '../cli/commands.ts';
import type { Report } from '../model/report.ts';
import type { Held } from '../scan/history/holders.ts';
import { createReport, type ReportInput } from '../scan/report.ts';

/** Finds where keys of these fingerprints still stand. */
export type FindHolders = (fingerprints: ReadonlySet<string>) => Promise<Held>;

/** The report; with verdicts if `--verify` asks for them. */
export async function reportOf(call: Call, input: ReportInput, findHolders?: FindHolders): Promise<Report> {
  const scope = call.settings.verify;
  if (scope === undefined) return createReport(input);
  const { verifiedReport } = await import('./asking.ts');
  return await verifiedReport(call, input, scope, findHolders);
}

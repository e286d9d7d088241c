/** The report as a call asks for it. What asks providers is loaded only where they are asked. */
import type { Call } from '../cli/commands.ts';
import type { Holder, Report } from '../model/report.ts';
import { createReport, type ReportInput } from '../scan/report.ts';

/** Refs in whose files the keys of these findings still stand, by fingerprint. */
export type FindHolders = (
  findings: readonly { readonly fingerprint: string; readonly blobs: readonly string[] }[],
) => Promise<ReadonlyMap<string, readonly Holder[]>>;

/** The report; with verdicts if `--verify` asks for them. */
export async function reportOf(call: Call, input: ReportInput, findHolders?: FindHolders): Promise<Report> {
  const scope = call.settings.verify;
  if (scope === undefined) return createReport(input);
  const { verifiedReport } = await import('./asking.ts');
  return await verifiedReport(call, input, scope, findHolders);
}

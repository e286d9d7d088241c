/** From answers to a verdict. No refusal is among them: what a refusal says is settled in ask.ts. */
import type { HttpAnswer } from '../http/message.ts';
import type { Verdict, VerdictReason } from '../model/verdict.ts';
import type { Api } from '../providers/api.ts';
import { planOf } from '../providers/reading.ts';
import type { Control } from './control.ts';
import { factOf } from './facts.ts';
import type { Read } from './line.ts';

/** What a verdict is made with. */
export interface Judging {
  readonly api: Api;
  readonly control: Control;
  readonly now: () => Date;
}

/** The first answer that says something decides. An active one counts only beside a control that is refused. */
export async function judge(reads: readonly Read[], { api, control, now }: Judging): Promise<Verdict> {
  const host = api.base.url.host;
  const telling = reads.filter(({ row }) => row !== undefined && row.isNext !== true);
  const read = telling[0] ?? reads.at(-1);
  if (read === undefined) return verdict(now, 'unknown', 'not-asked', 'no request is known');
  const { outcome, row } = read;
  const fact = factOf(outcome, host);
  if (outcome.kind === 'failure') return verdict(now, 'unknown', 'no-answer', fact);
  if (row === undefined || row.isNext === true) return verdict(now, 'unknown', 'unexpected', fact);
  if (row.state !== 'active') return verdict(now, row.state, row.reason, fact);
  const failed = await control.confirm(read.probe);
  if (failed !== undefined) return verdict(now, 'unknown', 'no-control', failed);
  const told = await toldPermissions(reads, control);
  const asked = api.verification.probes.flatMap(({ permission }) => permission ?? []);
  const plan = row.plan ?? planOf(api.verification, outcome as HttpAnswer);
  return {
    ...verdict(now, 'active', row.reason, fact),
    permissions: [...told].filter(([, isHeld]) => isHeld).map(([permission]) => permission),
    undetermined: [...asked.filter((permission) => !told.has(permission)), ...api.verification.undetermined],
    ...(plan === undefined ? {} : { plan }),
    cost: api.verification.cost,
  };
}

/** Permissions that an answer grants or denies, where the same request of nobody's key was refused. */
async function toldPermissions(reads: readonly Read[], control: Control): Promise<Map<string, boolean>> {
  const told = new Map<string, boolean>();
  for (const { probe, row } of reads) {
    if (row?.permission === undefined || probe.permission === undefined) continue;
    if ((await control.confirm(probe)) === undefined)
      told.set(probe.permission, row.permission === 'granted');
  }
  return told;
}

/** A verdict without permissions, as of now. */
export function verdict(
  now: () => Date,
  state: Verdict['state'],
  reason: VerdictReason,
  detail: string,
): Verdict {
  return { state, reason, detail, permissions: [], undetermined: [], checkedAt: now().toISOString() };
}

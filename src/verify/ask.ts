/** Asks about one key: its probes in turn, each answer believed only beside a control. */
import type { HttpAnswer, Send } from '../http/message.ts';
import type { AnswerRow } from '../model/rule.ts';
import type { Secret } from '../model/secret.ts';
import type { Verdict, VerdictReason } from '../model/verdict.ts';
import type { Api } from '../providers/api.ts';
import { planOf } from '../providers/reading.ts';
import type { Control } from './control.ts';
import { factOf } from './facts.ts';
import { createGate } from './gate.ts';
import { createLine, type Line, type Read } from './line.ts';

/** What asking needs of the outside. */
export interface Outside {
  readonly send: Send;
  readonly now: () => Date;
  /** Milliseconds. Throws the signal's reason if aborted. */
  readonly sleep: (time: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Which probes to use: `whole` also tells permissions, `life` only whether the key lives. */
export type Depth = 'whole' | 'life';

/** Asks a provider about keys. */
export interface Asker {
  readonly ask: (secret: Secret, depth: Depth) => Promise<Verdict>;
}

/** A provider, asked key by key; all its keys share the controls. */
export function createAsker(api: Api, outside: Outside): Asker {
  const line = createLine(api, outside);
  const gate = createGate(api, line.control);
  return {
    async ask(secret, depth) {
      const closed = await gate.opened();
      const heard =
        closed === undefined
          ? await hear(secret, depth, api, line, outside)
          : verdict(outside, 'unknown', 'no-control', closed);
      gate.note(heard);
      return heard;
    },
  };
}

/** Asks all probes that tell something, and once more where a single answer says that the key lives. */
async function hear(
  secret: Secret,
  depth: Depth,
  api: Api,
  { read, control }: Line,
  outside: Outside,
): Promise<Verdict> {
  const reads: Read[] = [];
  for (const probe of api.verification.probes) {
    const one = await read(probe, secret);
    reads.push(one);
    // A key that was limited once is not pressed on, so that none is ever asked about more than four times.
    if (one.isSecond || isSettled(one.row, depth)) break;
  }
  const [positive, second] = reads.filter(({ row }) => row?.state === 'active');
  if (positive !== undefined && isContradicted(reads)) {
    const again = await read(positive.probe, secret);
    const believed = again.row?.state === 'active' ? [...reads.filter(isNoRefusal), again] : [again];
    return await judge(believed, api, control, outside);
  }
  const judged = await judge(reads, api, control, outside);
  const isSure = positive === undefined || second !== undefined || reads.some(({ isSecond }) => isSecond);
  if (depth === 'life' || judged.state !== 'active' || isSure) return judged;
  // One answer alone may be a slip: the same must come again, after the control.
  const again = await read(positive.probe, secret);
  return again.row?.state === 'active' ? judged : await judge([again], api, control, outside);
}

/**
 * True if one request was answered and a later one refused: the key died meanwhile, or that one request is refused to
 * living keys too. The first request tells which, if it may be made a fourth time.
 */
function isContradicted(reads: readonly Read[]): boolean {
  return !reads.every(isNoRefusal) && !reads.some(({ isSecond }) => isSecond);
}

function isNoRefusal({ row }: Read): boolean {
  return row?.state !== 'inactive';
}

/** True if a further probe would tell nothing, or would press on where the provider asked for a pause. */
function isSettled(row: AnswerRow | undefined, depth: Depth): boolean {
  if (row === undefined) return true;
  if (row.isNext === true) return false;
  return (
    depth === 'life' ||
    row.state !== 'active' ||
    row.reason === 'rate-limited' ||
    row.reason === 'plan-blocked'
  );
}

/** The first answer that says something decides; one that the key is refused outranks it. */
async function judge(reads: readonly Read[], api: Api, control: Control, outside: Outside): Promise<Verdict> {
  const host = api.base.url.host;
  const telling = reads.filter(({ row }) => row !== undefined && row.isNext !== true);
  const read = telling.find(({ row }) => row?.state === 'inactive') ?? telling[0] ?? reads.at(-1);
  if (read === undefined) return verdict(outside, 'unknown', 'not-asked', 'no request is known');
  const { outcome, row } = read;
  const fact = factOf(outcome, host);
  if (outcome.kind === 'failure') return verdict(outside, 'unknown', 'no-answer', fact);
  if (row === undefined || row.isNext === true) return verdict(outside, 'unknown', 'unexpected', fact);
  if (row.state !== 'active') return verdict(outside, row.state, row.reason, fact);
  const failed = await control.confirm(read.probe);
  if (failed !== undefined) return verdict(outside, 'unknown', 'no-control', failed);
  const told = await toldPermissions(reads, control);
  const asked = api.verification.probes.flatMap(({ permission }) => permission ?? []);
  const plan = row.plan ?? planOf(api.verification, outcome as HttpAnswer);
  return {
    ...verdict(outside, 'active', row.reason, fact),
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

function verdict({ now }: Outside, state: Verdict['state'], reason: VerdictReason, detail: string): Verdict {
  return { state, reason, detail, permissions: [], undetermined: [], checkedAt: now().toISOString() };
}

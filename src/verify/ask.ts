/** Asks about one key: its probes in turn, each answer believed only beside a control. */
import type { HttpAnswer, HttpOutcome, Send } from '../http/message.ts';
import type { AnswerRow, Probe } from '../model/rule.ts';
import type { Secret } from '../model/secret.ts';
import type { Verdict, VerdictReason } from '../model/verdict.ts';
import { type Api, probeRequest } from '../providers/api.ts';
import { planOf, readAnswer, waitOf } from '../providers/reading.ts';
import { type Control, createControl } from './control.ts';
import { factOf } from './facts.ts';

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

/** Asks a provider about keys, one at a time as far as this object knows. */
export interface Asker {
  /** Undefined if keys may be sent; else why none is: a control came through. */
  readonly ready: () => Promise<string | undefined>;
  readonly ask: (secret: Secret, depth: Depth) => Promise<Verdict>;
}

interface Read {
  readonly probe: Probe;
  readonly outcome: HttpOutcome;
  readonly row: AnswerRow | undefined;
}

/** Answers in a row that say nothing, after which a host is left alone if its control fails too. */
const MOST_FAILURES = 5;

export function createAsker(api: Api, outside: Outside): Asker {
  const { probes } = api.verification;
  const [first] = probes;
  const send = (probe: Probe, secret: Secret): Promise<HttpOutcome> =>
    outside.send(probeRequest(api, probe, secret), outside.signal);
  const control = createControl(api, async (probe, secret) => {
    const outcome = await send(probe, secret);
    return (await waitedOut(outcome, outside)) ? await send(probe, secret) : outcome;
  });
  /** One more try where the provider says when to come back, if it limits this key and not everybody. */
  const askOnce = async (probe: Probe, secret: Secret): Promise<HttpOutcome> => {
    const outcome = await send(probe, secret);
    const mayAgain = (await waitedOut(outcome, outside)) && (await control.confirm(probe)) === undefined;
    return mayAgain ? await send(probe, secret) : outcome;
  };
  let opening: Promise<string | undefined> | undefined;
  let failures = 0;
  const ready = (): Promise<string | undefined> => {
    opening ??= first === undefined ? Promise.resolve('no request is known') : control.confirm(first);
    return opening;
  };
  /** After an answer that nobody could have foreseen a control must pass again before another key is sent. */
  const note = (verdict: Verdict): Verdict => {
    failures = verdict.state === 'unknown' ? failures + 1 : 0;
    if (failures > 0 && failures < MOST_FAILURES) opening = undefined;
    return verdict;
  };
  return {
    ready,
    async ask(secret, depth) {
      const closed = await ready();
      if (closed !== undefined) return note(verdict(outside, 'unknown', 'no-control', closed));
      const reads: Read[] = [];
      for (const probe of probes) {
        const outcome = await askOnce(probe, secret);
        const row = outcome.kind === 'answer' ? readAnswer(api.verification, probe, outcome) : undefined;
        reads.push({ probe, outcome, row });
        if (isSettled(row, depth)) break;
      }
      const judged = await judge(reads, api, control, outside);
      const [positive, second] = reads.filter(({ row }) => row?.state === 'active');
      const isSingle =
        positive !== undefined && second === undefined && positive.row?.reason !== 'rate-limited';
      if (depth === 'life' || judged.state !== 'active' || !isSingle) return note(judged);
      // One answer alone may be a slip: the same must come again, after the control.
      const outcome = await askOnce(positive.probe, secret);
      const row =
        outcome.kind === 'answer' ? readAnswer(api.verification, positive.probe, outcome) : undefined;
      if (row?.state === 'active') return note(judged);
      return note(await judge([{ probe: positive.probe, outcome, row }], api, control, outside));
    },
  };
}

/** True after the pause that a 429 asks for. */
async function waitedOut(outcome: HttpOutcome, { now, sleep, signal }: Outside): Promise<boolean> {
  if (outcome.kind === 'failure' || outcome.status !== 429) return false;
  await sleep(waitOf(outcome, now()) * 1000, signal);
  return true;
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

/** The first answer that says something decides; a later one that the key is refused outranks it: it died meanwhile. */
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

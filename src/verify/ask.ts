/** Asks about one key: its probes in turn, an active answer believed only beside a control, a refusal only twice. */
import type { AnswerRow, Probe } from '../model/rule.ts';
import type { Secret } from '../model/secret.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Api } from '../providers/api.ts';
import type { VerifyDeps } from './deps.ts';
import { factOf } from './facts.ts';
import { createGate } from './gate.ts';
import { type Judging, judge, verdict } from './judge.ts';
import { createLine, type Line, type Read } from './line.ts';

/** Which probes to use: `whole` also tells permissions, `life` only whether the key lives. */
export type Depth = 'whole' | 'life';

/**
 * A key that was refused once. In an outage a provider refuses every key in the documented words, and the control
 * with them: only a second refusal some time later says that the key is inactive.
 */
export interface Refused {
  readonly kind: 'refused';
  /** The refusal that was heard, in words. */
  readonly detail: string;
  /** Asks again, at least `gap` milliseconds after the first refusal; with another request where there is one. */
  readonly confirm: (gap: number) => Promise<Verdict>;
}

/** What one asking tells: a verdict that is active or unknown, or a refusal that is not confirmed. */
export type Heard = { readonly kind: 'verdict'; readonly verdict: Verdict } | Refused;

/** Asks a provider about keys. */
export interface Asker {
  readonly ask: (secret: Secret, depth: Depth) => Promise<Heard>;
}

/** A key is asked about no more often than this for one verdict. */
const MOST_REQUESTS = 4;

/** A provider, asked key by key; all its keys share the controls. */
export function createAsker(api: Api, outside: VerifyDeps): Asker {
  const line = createLine(api, outside);
  const gate = createGate(api, line.control);
  const context = { api, line, outside };
  /** No key is sent while the gate is closed, not to confirm a refusal either. */
  const behindGate = async <T>(act: () => Promise<T>, closedBy: (why: string) => T): Promise<T> => {
    const closed = await gate.opened();
    return closed === undefined ? await act() : closedBy(closed);
  };
  const noControl = (why: string): Verdict => verdict(outside.now, 'unknown', 'no-control', why);
  const gated = ({ confirm, ...refused }: Refused): Refused => ({
    ...refused,
    async confirm(gap) {
      const one = await behindGate(() => confirm(gap), noControl);
      gate.note(one.state);
      return one;
    },
  });
  return {
    async ask(secret, depth) {
      const heard = await behindGate(
        () => hear({ ...context, secret, depth }),
        (why) => told(noControl(why)),
      );
      gate.note(heard.kind === 'verdict' ? heard.verdict.state : 'inactive');
      return heard.kind === 'verdict' ? heard : gated(heard);
    },
  };
}

/** One key that is asked about. */
interface Asking {
  readonly api: Api;
  readonly line: Line;
  readonly outside: VerifyDeps;
  readonly secret: Secret;
  readonly depth: Depth;
}

function judging({ api, line, outside }: Asking): Judging {
  return { api, control: line.control, now: outside.now };
}

function told(one: Verdict): Heard {
  return { kind: 'verdict', verdict: one };
}

/** Asks all probes that tell something, and once more where a single answer says that the key lives. */
async function hear(asking: Asking): Promise<Heard> {
  const { api, line, secret, depth } = asking;
  const reads: Read[] = [];
  for (const probe of api.verification.probes) {
    const one = await line.read(probe, secret, mayWait(reads));
    reads.push(one);
    // A key that was limited once is not pressed on, so that none is ever asked about more than four times.
    if (one.isSecond || isSettled(one.row, depth)) break;
  }
  if (isRefusal(reads.at(-1))) return refusedOnce(asking, reads);
  const judged = await judge(reads, judging(asking));
  const positives = reads.filter(isPositive);
  const [positive] = positives;
  const isSure = positives.length > 1 || reads.some(({ isSecond }) => isSecond);
  if (positive === undefined || depth === 'life' || judged.state !== 'active' || isSure) return told(judged);
  // One answer alone may be a slip: the same must come again, after the control.
  const again = await line.read(positive.probe, secret, false);
  if (isRefusal(again)) return refusedOnce(asking, [...reads, again]);
  return told(isPositive(again) ? judged : await judge([again], judging(asking)));
}

/** @param reads of which the last one is a refusal, and none before it is followed by one */
function refusedOnce(asking: Asking, reads: readonly Read[]): Refused {
  const { outside, api } = asking;
  const at = outside.now().getTime();
  const last = reads.at(-1);
  return {
    kind: 'refused',
    detail: last === undefined ? '' : factOf(last.outcome, api.base.url.host),
    async confirm(gap) {
      await waitUntil(at, gap, outside);
      return await confirmed(asking, reads, gap);
    },
  };
}

/** The clock may be set meanwhile: never longer than the gap, and never less because it was ahead. */
async function waitUntil(at: number, gap: number, { now, sleep, signal }: VerifyDeps): Promise<void> {
  const left = at + gap - now().getTime();
  if (left > 0) await sleep(Math.min(left, gap), signal);
}

/**
 * What a further answer says of a key whose last answer was a refusal. Refused again: inactive. Answered: it lives if
 * it was answered before too, or is again; the requests left decide.
 */
async function confirmed(asking: Asking, reads: readonly Read[], gap: number): Promise<Verdict> {
  const { api, line, outside, secret } = asking;
  const last = reads.at(-1);
  if (last === undefined || requestsOf(reads) >= MOST_REQUESTS) return contradicted(asking, reads);
  const again = await line.read(nextProbe(api, reads, last), secret, mayWait(reads));
  const all = [...reads, again];
  if (isRefusal(again)) {
    if (isRefusal(last)) return inactive(again, gap, asking);
    await waitUntil(outside.now().getTime(), gap, outside);
    return await confirmed(asking, all, gap);
  }
  if (!isPositive(again)) return await judge([again], judging(asking));
  const isSure = all.filter(isPositive).length > 1 || again.isSecond;
  return isSure
    ? await judge(
        all.filter((one) => !isRefusal(one)),
        judging(asking),
      )
    : await confirmed(asking, all, gap);
}

/** Of a key that is refused: what was answered before, else another request. Of one that is answered: the same. */
function nextProbe({ verification }: Api, reads: readonly Read[], last: Read): Probe {
  if (isPositive(last)) return last.probe;
  const positive = reads.findLast((one) => isPositive(one) && one.probe !== last.probe);
  return positive?.probe ?? verification.probes.find((probe) => probe !== last.probe) ?? last.probe;
}

function inactive({ outcome, row }: Read, gap: number, { api, outside }: Asking): Verdict {
  const fact = `${factOf(outcome, api.base.url.host)}, twice, ${Math.round(gap / 1000)} s apart`;
  return verdict(outside.now, 'inactive', row?.reason ?? 'refused', fact);
}

/** Answered and refused in turn, until no request was left. */
function contradicted({ api, outside }: Asking, reads: readonly Read[]): Verdict {
  const last = reads.at(-1);
  const fact = last === undefined ? 'no request is known' : factOf(last.outcome, api.base.url.host);
  return verdict(outside.now, 'unknown', 'unexpected', `${fact}, and was refused once`);
}

function requestsOf(reads: readonly Read[]): number {
  return reads.reduce((sum, { isSecond }) => sum + (isSecond ? 2 : 1), 0);
}

/** True if a limit may be waited out and the probe sent a second time. */
function mayWait(reads: readonly Read[]): boolean {
  return requestsOf(reads) + 2 <= MOST_REQUESTS;
}

function isRefusal(read: Read | undefined): boolean {
  return read?.row?.state === 'inactive';
}

function isPositive({ row }: Read): boolean {
  return row?.state === 'active';
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

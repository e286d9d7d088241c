/**
 * The negative control: a key that nobody issued must be refused. A provider that is down, has moved, or answers
 * everybody alike would otherwise make every key look alive.
 */
import { randomBytes } from 'node:crypto';
import type { HttpOutcome } from '../http/message.ts';
import { early } from '../model/early.ts';
import type { Probe, Rule } from '../model/rule.ts';
import { Secret } from '../model/secret.ts';
import type { Api } from '../providers/api.ts';
import { readAnswer } from '../providers/reading.ts';
import { bodyOf, issuedBody } from '../rules/body.ts';
import { factOf } from './facts.ts';

/** What came of a control: undefined if the key was refused as documented, else what happened instead. */
export type ControlFact = string | undefined;

export interface Control {
  /** Passes if a control of this probe that started after the call is refused. Calls at one time share one. */
  confirm(probe: Probe): Promise<ControlFact>;
}

type Ask = (probe: Probe, secret: Secret) => Promise<HttpOutcome>;

/** A key of the rule's kind that nobody issued: its body is as random as those that somebody has. */
export function controlKey(rule: Rule): Secret {
  const [form] = rule.shape.issued;
  const random = (count: number): Uint8Array => randomBytes(count);
  const { alphabet, minLength, maxLength } = rule.shape;
  const plain = alphabet === 'base64url' ? 'base62' : alphabet;
  const body =
    form === undefined
      ? bodyOf(plain, Math.min(Math.max(32, minLength), maxLength), random)
      : issuedBody(form, random);
  return new Secret(rule.prefix + body, rule.prefix.length);
}

/** @param ask sends the probe, waiting out limits */
export function createControl(api: Api, ask: Ask): Control {
  const waiting = new Map<string, Promise<ControlFact>>();
  const running = new Map<string, Promise<ControlFact>>();
  const run = async (probe: Probe): Promise<ControlFact> => {
    const outcome = await ask(probe, controlKey(api.rule));
    const row = outcome.kind === 'answer' ? readAnswer(api.verification, probe, outcome) : undefined;
    return row?.state === 'inactive' ? undefined : factOf(outcome, api.base.url.host);
  };
  const start = async (probe: Probe, before: Promise<ControlFact> | undefined): Promise<ControlFact> => {
    await before?.catch(() => undefined);
    waiting.delete(probe.path);
    const now = early(run(probe));
    running.set(probe.path, now);
    return await now;
  };
  return {
    confirm(probe) {
      const queued = waiting.get(probe.path);
      if (queued !== undefined) return queued;
      // One that runs already may have been answered before the caller's own answer came: the next one counts.
      const before = running.get(probe.path);
      const next = early(start(probe, before));
      waiting.set(probe.path, next);
      return next;
    },
  };
}

/** `leakward journal`: what was revoked, and whether the record is whole. */

import { count } from '../report/summary.ts';
import { type Entry, parseJournal, readJournal } from '../revoke/journal.ts';
import { type KeyState, statesOf } from '../revoke/state.ts';
import type { CallOf } from './call.ts';
import { journalPath } from './journal-path.ts';

/** 0 if every line is as it was written. 2 if one was changed or is missing. */
export async function run(call: CallOf<'journal'>): Promise<number> {
  const path = journalPath(call);
  const { entries, torn, damaged } = parseJournal(readJournal(path));
  const states = statesOf(entries);
  const lines = [...states].map(
    ([fingerprint, state]) => `${nameOf(fingerprint, entries)}  ${stateText(state)}`,
  );
  const whole =
    damaged.length === 0
      ? `the journal verifies: ${count(entries.length, 'line')}, ${count(states.size, 'key')} (${path})`
      : `the journal does not verify: changed, or behind a missing line: ${damaged.map((line) => `line ${line}`).join(', ')} (${path})`;
  const cut =
    torn.length === 0 ? [] : [`cut short by a crash: ${torn.map((line) => `line ${line}`).join(', ')}`];
  await call.io.say(`${[...lines, ...cut, whole].join('\n')}\n`);
  return damaged.length === 0 ? 0 : 2;
}

function nameOf(fingerprint: string, entries: readonly Entry[]): string {
  const told = entries.findLast((entry) => entry.fingerprint === fingerprint && 'redacted' in entry);
  const short = fingerprint.slice(fingerprint.lastIndexOf(':') + 1).slice(0, 12);
  return `${short}  ${told !== undefined && 'redacted' in told ? told.redacted : ''}`;
}

function stateText(state: KeyState): string {
  if (state.kind === 'ended') return `${state.state} at ${state.at}: ${state.reason}`;
  if (state.kind === 'handed-over') {
    const issue = state.issue === undefined ? '' : ` (${state.issue})`;
    return `handed over to ${state.to} at ${state.at}${issue}`;
  }
  return `unfinished: ${state.step} by process ${state.pid} on ${state.host}`;
}

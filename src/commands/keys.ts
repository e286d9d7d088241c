/** `leakward keys add|list|check`. Keys come on standard input only: an argument would stay in the shell's history. */

import { sha256 } from '../detect/fingerprint.ts';
import { readKeyList } from '../keys/collect.ts';
import { formatKeyList, isDay } from '../keys/key-list.ts';
import { isOneKey, ownKeyOf, ruleOfKey } from '../keys/own-key.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import { quoted } from '../model/quote.ts';
import { printable } from '../report/printable.ts';
import { readAll } from '../sources/stream.ts';
import { changeFile } from '../state/write-file.ts';
import type { Call, CallOf } from './call.ts';
import { detectionPolicyOf, keysFile, rulesetOf } from './policy.ts';
import { refuseKeys } from './refuse-keys.ts';

export async function add(call: CallOf<'keys add'>): Promise<number> {
  const { label, owner, expires, protect, keys: list } = call.options;
  if (label === undefined)
    throw new UserError('bad-usage', 'a filed key needs a label', { hint: '--label "what it is for"' });
  if (expires !== undefined && !isDay(expires))
    throw new UserError('bad-usage', `--expires takes a day, YYYY-MM-DD, not ${quoted(expires)}`);
  refuseKeys({ label, owner });
  const note = {
    label,
    ...(owner === undefined ? {} : { owner }),
    ...(expires === undefined ? {} : { expires }),
    ...(protect ? { protect } : {}),
  };
  const { rules } = await rulesetOf(call);
  const added = (await keysOnStdin(call)).map((key, i) => {
    const rule = ruleOfKey(key, rules);
    if (!isOneKey(key, rules))
      throw new UserError('bad-usage', `line ${i + 1} on standard input holds more than a key`, {
        hint: 'one key a line, without quotes, commas and names',
      });
    if (rule !== undefined) return ownKeyOf(key, rule, note);
    const known = rules.map(({ prefix }) => prefix).join(', ');
    throw new UserError('bad-usage', `line ${i + 1} on standard input starts with no known prefix`, {
      hint: `known are ${known}`,
    });
  });
  const file = keysFile(call);
  await changeFile(file.path, async () => formatKeyList([...(await readKeyList(file, false)), ...added]));
  await call.io.say(
    added.map((key) => `${key.start}…(${key.length})  filed as “${label}” in ${list}\n`).join(''),
  );
  return 0;
}

export async function list(call: CallOf<'keys list'>): Promise<number> {
  const { ownKeys } = await detectionPolicyOf(call);
  const lines = ownKeys.map(({ start, length, label, owner, expires, protect }) =>
    [`${start}…(${length})`, label, owner, expires && `expires ${expires}`, protect && 'protected']
      .filter((part) => typeof part === 'string')
      .map(printable)
      .join('  '),
  );
  await call.io.say(lines.length === 0 ? 'no keys of your own are known\n' : `${lines.join('\n')}\n`);
  return 0;
}

/** Exit code 1 if one is missing. */
export async function check(call: CallOf<'keys check'>): Promise<number> {
  const { ownKeys } = await detectionPolicyOf(call);
  const known = new Map(ownKeys.map((key) => [key.sha256, key]));
  const found = (await keysOnStdin(call)).map((key) => known.get(sha256(key)));
  await call.io.say(
    found.map((own, i) => `line ${i + 1}: ${own === undefined ? 'not known' : describe(own)}\n`).join(''),
  );
  return found.every((own) => own !== undefined) ? 0 : 1;
}

function describe({ start, length, label }: OwnKey): string {
  return `${start}…(${length})  ${printable(label)}`;
}

async function keysOnStdin({ io }: Call): Promise<string[]> {
  const keys = (await readAll(io.stdin, io.signal))
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const given = keys.filter((key) => key !== '');
  if (given.length === 0)
    throw new UserError('bad-usage', 'no keys on standard input', { hint: 'one a line' });
  return given;
}

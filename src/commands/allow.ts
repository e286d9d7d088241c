/** `leakward allow`: entries in .leakwardignore. */
import { join } from 'node:path';
import { recallLast } from '../app/last.ts';
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import { addEntry, IGNORE_FILE, isFingerprint } from '../policy/ignore-file.ts';
import { readSettings } from '../state/guarded-read.ts';
import { changeFile } from '../state/write-file.ts';
import type { CallOf } from './call.ts';
import { refuseKeys } from './refuse-keys.ts';

export async function run(call: CallOf<'allow'>): Promise<number> {
  const { options, root, io } = call;
  const { reason, path, until } = options;
  if (reason === undefined || reason.trim() === '') {
    throw new UserError('bad-usage', 'an allowed finding needs a reason', {
      hint: '--reason "why it is no leak"',
    });
  }
  refuseKeys({ reason, path });
  if (until !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(until)) {
    throw new UserError('bad-usage', `--until takes a day, YYYY-MM-DD, not ${quoted(until)}`);
  }
  const file = join(root, IGNORE_FILE);
  const note = { reason, ...(path === undefined ? {} : { path }), ...(until === undefined ? {} : { until }) };
  const fingerprints = fingerprintsOf(call);
  await changeFile(file, () =>
    fingerprints.reduce(
      (before, fingerprint) => addEntry(before, { ...note, fingerprint }),
      readSettings(file) ?? '',
    ),
  );
  await io.say(`allowed ${fingerprints.length} in ${IGNORE_FILE}\n`);
  return 0;
}

function fingerprintsOf({ arguments: { fingerprint: given }, options, root, io }: CallOf<'allow'>): string[] {
  if (given !== undefined && options.last)
    throw new UserError('bad-usage', 'give a fingerprint or --last, not both');
  if (given !== undefined) {
    if (isFingerprint(given)) return [given];
    throw new UserError('bad-usage', `${quoted(given)} is no fingerprint`, {
      hint: 'reports print it; 8 digits are enough',
    });
  }
  if (!options.last) throw new UserError('bad-usage', 'allow what?', { hint: 'a fingerprint, or --last' });
  const reported = recallLast(root, io.env)?.findings.filter(({ isSuppressed }) => !isSuppressed);
  const last = [...new Set(reported?.map(({ fingerprint }) => fingerprint))];
  if (last.length === 0)
    throw new UserError('not-found', 'no earlier scan of this repository reported anything');
  return last;
}

/** Keys in what is written down for others. */
import { UserError } from '../model/error.ts';
import { unkeyed } from '../report/unkeyed.ts';

/** Refuses texts that hold a key. @param texts by flag. Errors: `bad-usage`. */
export function refuseKeys(texts: Readonly<Record<string, string | undefined>>): void {
  const [flag] = Object.entries(texts).find(([, text = '']) => unkeyed(text) !== text) ?? [];
  if (flag !== undefined)
    throw new UserError('bad-usage', `--${flag} holds a key, and would be written down as it is`);
}

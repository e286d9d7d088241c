/** `leakward example`: sample keys for tests and documents. */
import { randomBytes } from 'node:crypto';
import { UserError } from '../model/error.ts';
import { ruleOfProvider } from '../rules/of-provider.ts';
import { seededBytes } from '../rules/random.ts';
import { sampleKey } from '../rules/sample.ts';
import type { CallOf } from './call.ts';
import { rulesetOf } from './policy.ts';

/** Keys of one call: they are made as one text. */
const MAX_KEYS = 1_000_000;

export async function run(call: CallOf<'example'>): Promise<number> {
  const { options, io } = call;
  const rule = ruleOfProvider(call.arguments.provider, (await rulesetOf(call)).rules);
  if (options.count > MAX_KEYS)
    throw new UserError('bad-usage', `--count takes ${MAX_KEYS} at most`, {
      hint: `leakward example ${rule.provider} --count ${MAX_KEYS}`,
    });
  const random = options.seed === undefined ? randomBytes : seededBytes(options.seed);
  const keys = Array.from({ length: options.count }, () => sampleKey(rule, random));
  await io.out(keys.map((key) => `${key}\n`).join(''));
  return 0;
}

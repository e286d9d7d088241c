/** `leakward example`: sample keys for tests and documents. */
import { randomBytes } from 'node:crypto';
import { seededBytes } from '../rules/random.ts';
import { sampleKey } from '../rules/sample.ts';
import type { Call } from './call.ts';
import { ruleOfProvider, rulesetOf } from './shared.ts';

export async function run(call: Call): Promise<number> {
  const { args, settings, io } = call;
  const rule = ruleOfProvider(args[0] ?? '', (await rulesetOf(call)).rules);
  const random = settings.seed === undefined ? randomBytes : seededBytes(settings.seed);
  const keys = Array.from({ length: settings.count }, () => sampleKey(rule, random));
  await io.out(keys.map((key) => `${key}\n`).join(''));
  return 0;
}

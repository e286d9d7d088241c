/** `leakward verify`: verdicts for the findings of a report, or for keys on standard input. */
import { planVerify, type VerifyPlan, verify } from '../app/verify.ts';
import { UserError } from '../model/error.ts';
import { exitCodeOf } from '../model/policy.ts';
import { askingAbout } from './asking.ts';
import type { CallOf } from './call.ts';
import { depsOf } from './deps.ts';
import { namedKeysOf } from './named-keys.ts';
import { checkOutputs, write } from './output.ts';
import { policyOf } from './policy.ts';

export async function run(call: CallOf<'verify'>): Promise<number> {
  const { options, io } = call;
  checkOutputs(call);
  const policy = await policyOf(call, { minConfidence: 'low', failOn: options.failOn }, true);
  const named = await namedKeysOf(call, policy);
  // Keys that are given one by one are asked about as they are; the prefix names the provider.
  const asking = askingAbout(named.isGiven ? 'all' : (options.verify ?? 'attributed'), call);
  const isPlain = options.output.length === 0 && options.format.every((format) => format === 'pretty');
  if (options.dryRun && !isPlain)
    throw new UserError('bad-usage', '--dry-run tells requests, which have no --format and no --output', {
      hint: '--format pretty, where the settings name another',
    });
  if (options.dryRun) {
    await io.say(planText(planVerify(named, policy.ruleset.rules, asking)));
    return 0;
  }
  const report = await verify(named, policy, asking, depsOf(call));
  await write(call, report);
  return exitCodeOf(report);
}

function planText({ asked, left }: VerifyPlan): string {
  const lines = asked.flatMap(({ secret, requests }) => [
    secret.redacted,
    ...requests.map(
      ({ method, origin, path, headers }) => `  ${method} ${origin}${path}  (${headers.join(', ')})`,
    ),
  ]);
  const rest = left === 0 ? [] : [`${left} not asked about: may be another product's (--verify=all)`];
  return `${[...lines, ...rest].join('\n')}\n`;
}

/** `leakward where`: every place of one key. */
import { where } from '../app/where.ts';
import type { Target } from '../app/where-target.ts';
import { LEAST_LENGTH, ownKeyOf, ruleOfKey } from '../keys/own-key.ts';
import { UserError } from '../model/error.ts';
import type { DetectionPolicy } from '../model/policy.ts';
import { isFingerprint } from '../policy/ignore-file.ts';
import { readAll } from '../sources/stream.ts';
import type { CallOf, Io } from './call.ts';
import { depsOf } from './deps.ts';
import { detectionPolicyOf } from './policy.ts';
import { renderPlaces } from './where-text.ts';

/** Exit code 1 if it was found, 3 if it was not and something could not be read. */
export async function run(call: CallOf<'where'>): Promise<number> {
  const { options, io, root } = call;
  const policy = await detectionPolicyOf(call);
  const found = await where(
    {
      cwd: io.cwd,
      root,
      key: await keyOf(call, policy),
      machine: options.machine ? process.platform : undefined,
      threads: options.threads,
    },
    policy,
    depsOf(call),
  );
  await io.out(
    renderPlaces(found, {
      format: options.placesFormat,
      color: io.color.out,
      providers: new Map(policy.ruleset.rules.map(({ id, providerName }) => [id, providerName])),
    }),
  );
  if (found.places.length > 0) return 1;
  return found.incomplete ? 3 : 0;
}

/** Errors: `bad-usage`; none says what was typed, which may be a key. */
async function keyOf(
  { arguments: { id }, io }: CallOf<'where'>,
  policy: DetectionPolicy,
): Promise<Target | string> {
  if (id === '-') return targetOfKey(await keyOnStdin(io), policy);
  if (isFingerprint(id)) return id;
  throw new UserError('bad-usage', 'where takes a fingerprint, or 8 or more digits of it', {
    hint: 'the key itself goes to standard input: leakward where -',
  });
}

async function keyOnStdin({ stdin, signal }: Io): Promise<string> {
  const lines = (await readAll(stdin, signal)).toString('utf8').split(/\r?\n/);
  const [key, ...others] = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (key === undefined || others.length > 0)
    throw new UserError('bad-usage', 'where takes one key on standard input', { hint: 'one line' });
  return key;
}

function targetOfKey(key: string, { ruleset: { rules }, ownKeys }: DetectionPolicy): Target {
  const rule = ruleOfKey(key, rules);
  if (rule === undefined || key.length < LEAST_LENGTH || !/^[\x21-\x7e]+$/.test(key)) {
    throw new UserError('bad-usage', 'what stands on standard input is no key of a known kind', {
      hint: `known prefixes are ${rules.map(({ prefix }) => prefix).join(', ')}`,
    });
  }
  const target = ownKeyOf(key, rule, { label: '' });
  return ownKeys.find(({ sha256 }) => sha256 === target.sha256) ?? target;
}

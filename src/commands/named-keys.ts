/** The keys that a call names: by a report, by the last one, or themselves on standard input. */
import { resolve } from 'node:path';
import { type NamedKeys, type NamedText, namedKeys } from '../app/named-keys.ts';
import type { DetectionPolicy } from '../model/policy.ts';
import { readAll, readPath } from '../sources/stream.ts';
import type { Call } from './call.ts';
import { depsOf } from './deps.ts';

/** A call of `verify` or `revoke`. */
type NamingCall = Call<'quiet' | 'verbose'> & {
  readonly arguments: { readonly report: string | undefined };
};

/** Errors: `bad-report`, `bad-usage`, `not-found`. */
export async function namedKeysOf(call: NamingCall, policy: DetectionPolicy): Promise<NamedKeys> {
  const { io, root } = call;
  const named = await namedTextOf(call);
  return await namedKeys({ cwd: io.cwd, root, named }, policy, depsOf(call));
}

async function namedTextOf({ arguments: { report }, io }: NamingCall): Promise<NamedText | undefined> {
  if (report === undefined) return undefined;
  const isStdin = report === '-';
  const bytes = isStdin
    ? await readAll(io.stdin, io.signal)
    : await readPath(resolve(io.cwd, report), io.signal);
  return { text: bytes.toString('utf8'), file: isStdin ? undefined : report };
}

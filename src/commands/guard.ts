/** `leakward guard <hook>`: what git calls before a commit, a merge commit, an applied patch, a push, and on a server. */
import { type GuardPolicy, guard, type HookName } from '../app/guard.ts';
import { UserError } from '../model/error.ts';
import { exitCodeOf } from '../model/policy.ts';
import { quoted } from '../model/quote.ts';
import type { Report } from '../model/report.ts';
import type { Act } from '../report/guard.ts';
import type { CallOf, Io } from './call.ts';
import { ownKeysOf, reportPolicyOf, rulesetOf } from './policy.ts';

/** What each hook stops. */
const ACTS: Readonly<Record<HookName, Act>> = {
  'pre-commit': 'commit',
  'pre-merge-commit': 'merge',
  'commit-msg': 'message',
  'pre-applypatch': 'patch',
  'pre-push': 'push',
  'pre-receive': 'push',
};

const SKIP_HINT = 'to go on without the guard this once: LEAKWARD_SKIP="why" git …';

export async function run(call: CallOf<'guard'>): Promise<number> {
  const { io, options } = call;
  const { hook, args } = call.arguments;
  if (!isHook(hook)) {
    throw new UserError('bad-usage', `no hook ${quoted(hook)}`, {
      hint: `known are ${Object.keys(ACTS).join(', ')}`,
    });
  }
  const skip = io.env['LEAKWARD_SKIP'];
  if (skip !== undefined && skip !== '') {
    const { safeText } = await import('../report/unkeyed.ts');
    await io.err(`leakward: ${hook} not guarded: ${JSON.stringify(safeText(skip).slice(0, 200))}\n`);
    return 0;
  }
  const { threads } = options;
  try {
    const request = { cwd: io.cwd, hook, args, input: () => inputOf(io), threads };
    const report = await guard(request, policyOf(call), io);
    return report === undefined ? 0 : await tell(call, report, ACTS[hook]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.code, error.message, { hint: error.hint ?? SKIP_HINT, cause: error });
  }
}

function isHook(name: string): name is HookName {
  return Object.hasOwn(ACTS, name);
}

function policyOf(call: CallOf<'guard'>): GuardPolicy {
  const { minConfidence } = call.options;
  return {
    ruleset: () => rulesetOf(call),
    ownKeys: (ruleset) => ownKeysOf(call, ruleset, []),
    report: () => reportPolicyOf(call, { minConfidence, failOn: 'findings' }),
  };
}

async function inputOf({ stdin, signal }: Io): Promise<string> {
  const { readAll } = await import('../sources/stream.ts');
  return Buffer.from(await readAll(stdin, signal)).toString('latin1');
}

async function tell({ root, io }: CallOf<'guard'>, report: Report, act: Act): Promise<number> {
  const [{ guardMessage, wordOf }, { maskReport }, { rememberLast }] = await Promise.all([
    import('../report/guard.ts'),
    import('../report/mask.ts'),
    import('../app/last.ts'),
  ]);
  rememberLast(root, report, io.env);
  // A file can be named after the key.
  const seen = maskReport(report);
  await io.err(guardMessage(seen, act));
  if (report.status === 'incomplete') {
    const [first] = seen.coverage.skipped.filter(({ kind }) => kind === 'unread');
    await io.err(
      `leakward: ${wordOf(act)} blocked: not everything could be read: ${JSON.stringify(first?.path)}: ${first?.reason}\nhint: ${SKIP_HINT}\n`,
    );
  }
  return exitCodeOf(report);
}

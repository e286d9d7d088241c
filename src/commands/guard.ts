/** `leakward guard <hook>`: what git calls before a commit, a merge commit, an applied patch, a push, and on a server. */
import { resolve } from 'node:path';
import { createDetector, type Detector } from '../detect/detector.ts';
import { gitDirectoriesOf } from '../git/git-directory.ts';
import type { Repository } from '../git/repository.ts';
import { isIncomplete, NO_COVERAGE } from '../model/coverage.ts';
import { early } from '../model/early.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import { exitCodeOf } from '../model/policy.ts';
import { quoted } from '../model/quote.ts';
import type { Ruleset } from '../model/rule.ts';
import type { Act } from '../report/guard.ts';
import { type StagedOptions, scanStaged } from '../scan/change/staged.ts';
import type { Scanned } from '../scan/scanned.ts';
import type { CallOf } from './call.ts';
import { ownKeysOf, reportPolicyOf, rulesetOf } from './shared.ts';

interface Hook {
  readonly act: Act;
  readonly scan: (call: CallOf<'guard'>) => Promise<Scanned>;
}

const HOOKS: Readonly<Record<string, Hook>> = {
  'pre-commit': { act: 'commit', scan: scanIndex },
  'pre-merge-commit': { act: 'merge', scan: scanIndex },
  'commit-msg': { act: 'message', scan: scanCommitMessage },
  'pre-applypatch': { act: 'patch', scan: scanAppliedPatch },
  'pre-push': { act: 'push', scan: scanPush },
  'pre-receive': { act: 'push', scan: scanPush },
};

const SKIP_HINT = 'to go on without the guard this once: LEAKWARD_SKIP="why" git …';

export async function run(call: CallOf<'guard'>): Promise<number> {
  const { hook: name } = call.arguments;
  const hook = Object.hasOwn(HOOKS, name) ? HOOKS[name] : undefined;
  if (hook === undefined) {
    throw new UserError('bad-usage', `no hook ${quoted(name)}`, {
      hint: `known are ${Object.keys(HOOKS).join(', ')}`,
    });
  }
  const skip = call.io.env['LEAKWARD_SKIP'];
  if (skip !== undefined && skip !== '') {
    const { safeText } = await import('../report/unkeyed.ts');
    await call.io.err(`leakward: ${name} not guarded: ${JSON.stringify(safeText(skip).slice(0, 200))}\n`);
    return 0;
  }
  try {
    return await judge(call, hook, await hook.scan(call));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.code, error.message, { hint: error.hint ?? SKIP_HINT, cause: error });
  }
}

/** Nothing found and all read: the usual end, for which nothing more is loaded. */
async function judge(call: CallOf<'guard'>, hook: Hook, scanned: Scanned): Promise<number> {
  if (scanned.results.length === 0 && !isIncomplete(scanned.coverage)) return 0;
  const [{ createReport }, { guardMessage, wordOf }, { maskReport }, { rememberLast }] = await Promise.all([
    import('../scan/report.ts'),
    import('../report/guard.ts'),
    import('../report/mask.ts'),
    import('../scan/last.ts'),
  ]);
  const report = createReport({
    source: { kind: 'guard', target: call.arguments.hook },
    ...scanned,
    policy: await reportPolicyOf(call, { minConfidence: call.options.minConfidence, failOn: 'findings' }),
    isWhole: false,
  });
  rememberLast(call.root, report, call.io.env);
  // A file can be named after the key.
  const seen = maskReport(report);
  await call.io.err(guardMessage(seen, hook.act));
  if (report.status === 'incomplete') {
    const [first] = seen.coverage.skipped.filter(({ kind }) => kind === 'unread');
    await call.io.err(
      `leakward: ${wordOf(hook.act)} blocked: not everything could be read: ${JSON.stringify(first?.path)}: ${first?.reason}\nhint: ${SKIP_HINT}\n`,
    );
  }
  return exitCodeOf(report);
}

interface Compiled {
  readonly detector: Detector;
  readonly ruleset: Ruleset;
  readonly ownKeys: readonly OwnKey[];
}

async function compile(call: CallOf<'guard'>): Promise<Compiled> {
  const ruleset = await rulesetOf(call);
  const ownKeys = await ownKeysOf(call, ruleset, []);
  return { detector: createDetector(ruleset, ownKeys), ruleset, ownKeys };
}

async function scanIndex(call: CallOf<'guard'>): Promise<Scanned> {
  return await scanStaged(stagedOptions(call));
}

async function scanCommitMessage(call: CallOf<'guard'>): Promise<Scanned> {
  const {
    hook,
    args: [file],
  } = call.arguments;
  if (file === undefined)
    throw new UserError('bad-usage', `${hook} needs the path of the message`, {
      hint: `call it as git calls the hook: leakward guard ${hook} "$@"`,
    });
  const { scanMessage } = await import('../scan/change/message.ts');
  return await scanMessage(resolve(call.io.cwd, file), stagedOptions(call));
}

async function scanAppliedPatch(call: CallOf<'guard'>): Promise<Scanned> {
  const { scanApplied } = await import('../scan/change/message.ts');
  return await scanApplied(stagedOptions(call));
}

function stagedOptions(call: CallOf<'guard'>): StagedOptions {
  const { io } = call;
  const git = { cwd: io.cwd, signal: io.signal };
  // Next turn, so that git is running by the time the rules are compiled.
  const detector = early(
    new Promise<Detector>((done, fail) => {
      setImmediate(() => compile(call).then((compiled) => done(compiled.detector), fail));
    }),
  );
  return { detector, git, env: io.env, repository: gitDirectoriesOf(io.cwd, io.env) };
}

/**
 * The pre-commit framework reads standard input itself and hands one ref on in the environment: the ends of the range,
 * or only the branch where everything is new to the remote.
 */
async function framedRefs({ io }: CallOf<'guard'>, repository: Repository): Promise<string | undefined> {
  const { env } = io;
  if (env['PRE_COMMIT'] !== '1') return undefined;
  const named = env['PRE_COMMIT_TO_REF'] ?? env['PRE_COMMIT_LOCAL_BRANCH'] ?? 'HEAD';
  const { git } = await import('../git/spawn.ts');
  const to = (await git(['rev-parse', '--verify', named], repository.git)).toString().trim();
  const from = env['PRE_COMMIT_FROM_REF'] ?? '';
  const isKnown = /^[0-9a-f]{40,64}$/.test(from);
  return `local ${to} remote ${isKnown ? from : '0'.repeat(to.length)}\n`;
}

async function scanPush(call: CallOf<'guard'>): Promise<Scanned> {
  const [{ openRepository }, { readAll }, pushed, { scanHistory }] = await Promise.all([
    import('../git/repository.ts'),
    import('../sources/stream.ts'),
    import('../scan/change/pushed.ts'),
    import('../scan/history/scan-history.ts'),
  ]);
  const { io, options } = call;
  const { hook, args } = call.arguments;
  const [remote = io.env['PRE_COMMIT_REMOTE_NAME'] ?? ''] = args;
  const repository = await openRepository(io.cwd, false);
  const framed = hook === 'pre-push' ? await framedRefs(call, repository) : undefined;
  const input = framed ?? Buffer.from(await readAll(io.stdin, io.signal)).toString('latin1');
  const what =
    hook === 'pre-push'
      ? await pushed.readPrePush(repository, remote, input)
      : await pushed.readPreReceive(repository, input);
  if (what === undefined) return { results: [], coverage: NO_COVERAGE };
  return await scanHistory(repository, {
    ...(await compile(call)),
    ...what,
    introducedOnly: true,
    threads: options.threads,
    signal: io.signal,
    reachableOnly: false,
    cache: false,
    extraObjects: [],
  });
}

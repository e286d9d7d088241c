/**
 * What git calls before a commit, a merge commit, an applied patch, a push, and on a server, to a report. Every commit
 * waits for it: git is started before the rules are compiled, and what only some hooks or findings need is loaded then.
 */
import { resolve } from 'node:path';
import { createDetector, type Detector } from '../detect/detector.ts';
import { gitDirectoriesOf } from '../git/git-directory.ts';
import type { Repository } from '../git/repository.ts';
import { isIncomplete, NO_COVERAGE } from '../model/coverage.ts';
import { early } from '../model/early.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import { isObjectId } from '../model/origin.ts';
import type { ReportPolicy } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import type { Ruleset } from '../model/rule.ts';
import { type StagedOptions, scanStaged } from '../scan/change/staged.ts';
import type { Scanned } from '../scan/scanned.ts';
import type { Deps } from './deps.ts';

const SCANS = {
  'pre-commit': scanIndex,
  'pre-merge-commit': scanIndex,
  'commit-msg': scanCommitMessage,
  'pre-applypatch': scanAppliedPatch,
  'pre-push': scanPush,
  'pre-receive': scanPush,
} as const;

export type HookName = keyof typeof SCANS;

export interface GuardRequest {
  readonly cwd: string;
  readonly hook: HookName;
  /** As git gives them. */
  readonly args: readonly string[];
  /** What git writes on standard input, one character a byte; read by the hooks of a push. */
  readonly input: () => Promise<string>;
  readonly threads: number | undefined;
}

/** What a commit is judged by, each part read when it is needed. */
export interface GuardPolicy {
  readonly ruleset: () => Promise<Ruleset>;
  readonly ownKeys: (ruleset: Ruleset) => Promise<readonly OwnKey[]>;
  readonly report: () => Promise<ReportPolicy>;
}

interface Context extends GuardRequest, Pick<Deps, 'env' | 'signal'> {
  readonly compile: () => Promise<Compiled>;
}

interface Compiled {
  readonly detector: Detector;
  readonly ruleset: Ruleset;
  readonly ownKeys: readonly OwnKey[];
}

/**
 * Undefined if nothing was found and all was read: the usual end, for which nothing more is loaded.
 *
 * Errors: `bad-usage`, `git-failed`, `not-a-repository`, and what the files of the policy can get wrong. Throws the
 * signal's reason if aborted.
 */
export async function guard(
  request: GuardRequest,
  policy: GuardPolicy,
  { env, signal }: Pick<Deps, 'env' | 'signal'>,
): Promise<Report | undefined> {
  const compile = (): Promise<Compiled> => compiled(policy);
  const scanned = await SCANS[request.hook]({ ...request, env, signal, compile });
  signal.throwIfAborted();
  if (scanned.results.length === 0 && !isIncomplete(scanned.coverage)) return undefined;
  const { createReport } = await import('../report/create.ts');
  return createReport({
    source: { kind: 'guard', target: request.hook },
    ...scanned,
    policy: await policy.report(),
    isWhole: false,
  });
}

async function compiled(policy: GuardPolicy): Promise<Compiled> {
  const ruleset = await policy.ruleset();
  const ownKeys = await policy.ownKeys(ruleset);
  return { detector: createDetector(ruleset, ownKeys), ruleset, ownKeys };
}

async function scanIndex(context: Context): Promise<Scanned> {
  return await scanStaged(stagedOptions(context));
}

async function scanCommitMessage(context: Context): Promise<Scanned> {
  const { cwd, hook, args } = context;
  const [file] = args;
  if (file === undefined)
    throw new UserError('bad-usage', `${hook} needs the path of the message`, {
      hint: `call it as git calls the hook: leakward guard ${hook} "$@"`,
    });
  const { scanMessage } = await import('../scan/change/message.ts');
  return await scanMessage(resolve(cwd, file), stagedOptions(context));
}

async function scanAppliedPatch(context: Context): Promise<Scanned> {
  const { scanApplied } = await import('../scan/change/message.ts');
  return await scanApplied(stagedOptions(context));
}

function stagedOptions({ cwd, env, signal, compile }: Context): StagedOptions {
  // Next turn, so that git is running by the time the rules are compiled.
  const detector = early(
    new Promise<Detector>((done, fail) => {
      setImmediate(() => compile().then((ready) => done(ready.detector), fail));
    }),
  );
  return { detector, git: { cwd, signal }, env, repository: gitDirectoriesOf(cwd, env) };
}

async function scanPush({
  hook,
  cwd,
  args,
  env,
  signal,
  threads,
  input,
  compile,
}: Context): Promise<Scanned> {
  const [{ openRepository }, pushed, { scanHistory }] = await Promise.all([
    import('../git/repository.ts'),
    import('../scan/change/pushed.ts'),
    import('../scan/history/scan-history.ts'),
  ]);
  const [remote = env['PRE_COMMIT_REMOTE_NAME'] ?? ''] = args;
  const repository = await openRepository(cwd, false);
  const framed = hook === 'pre-push' ? await framedRefs(env, repository) : undefined;
  const text = framed ?? (await input());
  const what =
    hook === 'pre-push'
      ? await pushed.readPrePush(repository, remote, text)
      : await pushed.readPreReceive(repository, text);
  if (what === undefined) return { results: [], coverage: NO_COVERAGE };
  return await scanHistory(repository, {
    ...(await compile()),
    ...what,
    introducedOnly: true,
    threads,
    signal,
  });
}

/**
 * The pre-commit framework reads standard input itself and hands one ref on in the environment: the ends of the range,
 * or only the branch where everything is new to the remote.
 */
async function framedRefs(env: Deps['env'], repository: Repository): Promise<string | undefined> {
  if (env['PRE_COMMIT'] !== '1') return undefined;
  const named = env['PRE_COMMIT_TO_REF'] ?? env['PRE_COMMIT_LOCAL_BRANCH'] ?? 'HEAD';
  const { git } = await import('../git/spawn.ts');
  const to = (await git(['rev-parse', '--verify', named], repository.git)).toString().trim();
  const from = env['PRE_COMMIT_FROM_REF'] ?? '';
  return `local ${to} remote ${isObjectId(from) ? from : '0'.repeat(to.length)}\n`;
}

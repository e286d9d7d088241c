/**
 * simple-git for questions and changes whose answers are a few lines: settings, states, a new repository. It gets our
 * git, by its absolute path, and the same settings and environment as every other git (hardening.ts); what is streamed
 * goes through spawn.ts. Not loaded where a hook waits.
 */
// @ts-expect-error: it has no types of its own
import debug from 'debug';
import { type SimpleGit, type SimpleGitOptions, simpleGit } from 'simple-git';
import { untilAborted } from '../model/abort.ts';
import { UserError } from '../model/error.ts';
import { gitError } from './git-error.ts';
import { type Access, hardenedEnv, hardenedSettings } from './hardening.ts';
import { locateGit } from './locate-git.ts';
import type { GitOptions } from './spawn.ts';
import { findWorkTree } from './work-tree.ts';

export type PorcelainOptions = Pick<
  GitOptions,
  'cwd' | 'gitDir' | 'access' | 'env' | 'signal' | 'hasLiteralPaths'
>;

/**
 * What its guard asks to be allowed: settings and variables of ours, which keep git from running anything, and of the
 * user's, whose git this is. No text of a repository becomes an argument here.
 */
const ALLOWED = {
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeCustomBinary: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeUrlRewrite: true,
} as const satisfies SimpleGitOptions['unsafe'];

// With DEBUG=* set, as for other programs, it would print the environment of git: whatever secrets that holds.
(debug as { disable(): string }).disable();

/**
 * Lets git work. A git that ends badly without a word on standard error has given an answer: no such setting, no.
 *
 * @throws `git-failed`, `not-a-repository`, the signal's reason, what `work` throws of ours
 */
export async function porcelain<T>(
  options: PorcelainOptions,
  work: (git: SimpleGit) => PromiseLike<T>,
): Promise<T> {
  const { cwd, gitDir = '', signal } = options;
  signal?.throwIfAborted();
  try {
    const working = work(clientFor(options));
    // What a git has started may keep its output open.
    return await (signal === undefined ? working : untilAborted(working, signal));
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    const { task, message } = error as { task?: { commands?: readonly string[] }; message: string };
    throw gitError(task?.commands?.[0] ?? '', 'it ended badly', message, [cwd, gitDir]);
  }
}

function clientFor({ cwd, gitDir, signal, hasLiteralPaths, ...options }: PorcelainOptions): SimpleGit {
  const given = options.env ?? process.env;
  const access: Access = { repository: 'inherit', protocols: [], ...options.access };
  const env = {
    ...hardenedEnv(given, access),
    ...(gitDir !== undefined && { GIT_DIR: gitDir }),
    ...(hasLiteralPaths === false && { GIT_LITERAL_PATHSPECS: '0' }),
  };
  const { PATH, Path } = given;
  const binary = locateGit({
    searchPath: PATH ?? Path,
    outside: findWorkTree(cwd),
    platform: process.platform,
  });
  return simpleGit({
    baseDir: cwd,
    binary,
    config: [...hardenedSettings(env['GIT_DIR'] !== undefined)],
    // Otherwise it takes away every variable of git.
    allowEnvironment: Object.keys(env),
    unsafe: ALLOWED,
    ...(signal && { abort: signal }),
  }).env(env);
}

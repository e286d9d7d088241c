/** The one door to git. No shell; nothing that a scanned repository says can start a program or hide a file. */
import { spawn } from 'node:child_process';
import { UserError } from '../model/error.ts';
import { locateGit } from './locate.ts';

/** Settings that outrank the repository's own. Each names a way in which its configuration could run a program. */
const SAFE = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'core.pager=cat',
  'core.sshCommand=false',
  'core.askPass=',
  'core.untrackedCache=false',
  'credential.helper=',
  'diff.external=',
  'protocol.allow=never',
  'uploadpack.packObjectsHook=',
].flatMap((setting) => ['-c', setting]);

const SAFE_ENV = {
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
  NoDefaultCurrentDirectoryInExePath: '1',
};

/** Variables of the caller's that would make git run a program or write what it reads somewhere. */
const DROPPED = ['GIT_EXTERNAL_DIFF', 'GIT_TRACE', 'GIT_TRACE2', 'GIT_TRACE2_EVENT', 'GIT_TRACE_PACKET', 'GIT_SSH', 'GIT_SSH_COMMAND'];

export interface GitOptions {
  /** Directory to run in. */
  readonly cwd: string;
  readonly signal?: AbortSignal;
  /** Bytes of standard output that are kept at most. */
  readonly most?: number;
}

/** What git's standard error is cut to. */
const MOST_SAID = 4096;

/**
 * Runs git and resolves to its whole standard output.
 * Errors: `not-a-repository`; `git-failed` with git's own words for any other exit status than 0.
 */
export function runGit(args: readonly string[], options: GitOptions): Promise<Buffer> {
  const { cwd, signal, most = Number.POSITIVE_INFINITY } = options;
  const git = locateGit(process.env['PATH'], cwd);
  return new Promise((resolve, reject) => {
    const child = spawn(git, [...SAFE, ...args], {
      cwd,
      env: safeEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(signal === undefined ? {} : { signal }),
    });
    const out: Buffer[] = [];
    let size = 0;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) child.kill();
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length < MOST_SAID) said += chunk.toString('utf8');
    });
    child.on('error', (cause) => reject(signal?.aborted ? cause : failed(args, cause.message)));
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(failed(args, size > most ? `more than ${most} bytes` : said));
    });
  });
}

function safeEnv(): NodeJS.ProcessEnv {
  const env = { ...process.env, ...SAFE_ENV };
  for (const name of DROPPED) delete env[name];
  return env;
}

function failed(args: readonly string[], said: string): UserError {
  const words = said.replace(/[^\x20-\x7e\n]/g, '').trim().slice(0, MOST_SAID);
  if (/not a git repository|must be run in a work tree/.test(words)) return new UserError('not-a-repository', words);
  const hint = /dubious ownership/.test(words)
    ? 'the repository belongs to another user; if you trust it, add it to safe.directory as git says'
    : undefined;
  const what = `git ${args[0] ?? ''} failed: ${words === '' ? 'it said nothing' : words}`;
  return new UserError('git-failed', what, hint === undefined ? {} : { hint });
}

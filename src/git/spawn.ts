/** The one door to git: no other file starts a process. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import { early } from '../model/early.ts';
import { UserError } from '../model/error.ts';
import { gitError } from './git-error.ts';
import { type Access, hardenedArgs, hardenedEnv } from './hardening.ts';
import { locateGit } from './locate-git.ts';
import { findWorkTree } from './work-tree.ts';

const MAX_STDERR = 16 * 1024;
const MAX_OUTPUT = 256 * 1024 * 1024;

/** How to run git. */
export interface GitOptions {
  readonly cwd: string;
  /** Bytes for standard input; an iterable is pulled as git reads. Without it standard input is empty. */
  readonly input?: Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Ends git when aborted; the run then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Environment to start from; default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Exit statuses that are answers and no failures; default: 0. */
  readonly statuses?: readonly number[];
  readonly access?: Partial<Access>;
  /** `name=value` of git's configuration for this run. */
  readonly settings?: readonly string[];
  /** False for the few subcommands that refuse to run where path specs are literal; then `args` may hold none. */
  readonly hasLiteralPaths?: false;
  /** The repository's directory, absolute; otherwise git looks for one from `cwd` upwards. */
  readonly gitDir?: string;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

interface Ending {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error: Error | undefined;
}

/**
 * Runs git and yields its standard output as it comes. Throws `git-failed` or `not-a-repository` after the last
 * byte if git ended badly: what was yielded before is then not to be relied on. Leaving the loop early ends git.
 */
export async function* streamGit(args: readonly string[], options: GitOptions): AsyncGenerator<Buffer, void> {
  options.signal?.throwIfAborted();
  const child = start(args, options);
  const ending = early(endOf(child));
  const stderr = collectBounded(child.stderr);
  // A git that ignores the signal, or a child of it, may keep the pipe open.
  const stop = (): void => {
    child.kill();
    child.stdout.destroy(options.signal?.reason as Error);
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  feed(child.stdin, options.input);
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const end = await ending;
    options.signal?.throwIfAborted();
    check(args[0] ?? '', end, stderr(), options);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    if (child.exitCode === null) child.kill();
  }
}

/** Runs git and returns its whole standard output. Throws as `streamGit` does, and above `limit` bytes. */
export async function git(
  args: readonly string[],
  options: GitOptions & { readonly limit?: number },
): Promise<Buffer> {
  const limit = options.limit ?? MAX_OUTPUT;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of streamGit(args, options)) {
    size += chunk.length;
    if (size > limit)
      throw new UserError('git-failed', `git ${args[0]} answered with more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function start(args: readonly string[], options: GitOptions): Child {
  const env = options.env ?? process.env;
  const access: Access = { repository: 'inherit', protocols: [], ...options.access };
  const program = locateGit({
    searchPath: env['PATH'] ?? env['Path'],
    outside: findWorkTree(options.cwd),
    platform: process.platform,
  });
  const isNamed =
    options.gitDir !== undefined ||
    args.some((arg) => arg.startsWith('--git-dir=')) ||
    (access.repository === 'inherit' && env['GIT_DIR'] !== undefined);
  const repository = options.gitDir === undefined ? [] : [`--git-dir=${options.gitDir}`];
  const settings = (options.settings ?? []).flatMap((setting) => ['-c', setting]);
  const child = spawn(program, [...hardenedArgs(isNamed), ...settings, ...repository, ...args], {
    cwd: options.cwd,
    env: {
      ...hardenedEnv(env, access),
      ...(options.hasLiteralPaths === false ? { GIT_LITERAL_PATHSPECS: '0' } : {}),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  endWithUs(child);
  return child;
}

const running = new Set<Child>();

/** No git goes on when this process has ended in the middle of its work. */
function endWithUs(child: Child): void {
  if (running.size === 0) process.once('exit', endAll);
  running.add(child);
  const ended = (): void => {
    running.delete(child);
    if (running.size === 0) process.off('exit', endAll);
  };
  child.once('error', ended);
  child.once('exit', ended);
}

function endAll(): void {
  for (const child of running) child.kill();
}

function endOf(child: Child): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: null, signal: null, error }));
    child.once('close', (status, signal) => resolve({ status, signal, error: undefined }));
  });
}

/** Reads a stream to its end, so that git never waits for us, and keeps its first bytes. */
function collectBounded(stream: Readable): () => string {
  const kept: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size < MAX_STDERR) kept.push(chunk.subarray(0, MAX_STDERR - size));
    size += chunk.length;
  });
  return () => Buffer.concat(kept).toString('utf8');
}

function feed(stdin: Writable, input: GitOptions['input']): void {
  // A git that ends before it has read everything breaks the pipe; its exit status tells the story.
  stdin.on('error', () => {});
  if (input === undefined || input instanceof Uint8Array) stdin.end(input);
  else
    Readable.from(input, { objectMode: true })
      .on('error', (error) => stdin.destroy(error))
      .pipe(stdin);
}

function check(
  subcommand: string,
  end: Ending,
  stderr: string,
  { statuses = [0], cwd, gitDir = '' }: GitOptions,
): void {
  if (end.error !== undefined) throw gitError(subcommand, 'could not be started', end.error.message);
  if (end.status !== null && statuses.includes(end.status)) return;
  const how = end.signal === null ? `exit status ${end.status}` : `killed by ${end.signal}`;
  throw gitError(subcommand, how, stderr, [cwd, gitDir]);
}

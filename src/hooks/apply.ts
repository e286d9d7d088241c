/** Carries a plan out, and shows that the guard stops a key. Here programs other than git are started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git } from '../git/spawn.ts';
import { UserError } from '../model/error.ts';
import { shellText } from '../model/shell.ts';
import type { hookLines } from './block.ts';
import type { Edit, Step } from './edits.ts';
import type { Project } from './project.ts';

/** Errors: `unwritable`. */
export function applyEdit({ file, after, isProgram }: Edit): void {
  try {
    if (after === undefined) {
      rmSync(file, { force: true });
      return;
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, after);
    if (isProgram) chmodSync(file, 0o755);
  } catch (cause) {
    throw new UserError('unwritable', `cannot write ${file}`, { cause });
  }
}

/** Errors: `refused` if the program fails or is not there. */
export async function runStep({ command: [program, ...args], cwd }: Step): Promise<void> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell: false });
  if ((await statusOf(child)) === 0) return;
  throw new UserError('refused', `${shellText([program, ...args])} failed`, {
    hint: `run it in ${cwd} and then leakward init again`,
  });
}

/** What the guard said of a made-up key, and whether it stopped it. */
export interface Proof {
  readonly isBlocked: boolean;
  readonly text: string;
}

const PROBE = 'leakward-probe.txt';

/**
 * Runs the hook's own lines on an index and objects of their own, with a key in a file that exists nowhere else.
 * @param key of the right shape, issued to nobody
 */
export async function prove(
  project: Project,
  key: string,
  lines: ReturnType<typeof hookLines>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Proof> {
  const room = mkdtempSync(path.join(tmpdir(), 'leakward-proof-'));
  const remove = (): void => rmSync(room, { recursive: true, force: true });
  // An interrupted run may end before it comes to the end of this.
  process.once('exit', remove);
  try {
    const objects = path.join(room, 'objects');
    mkdirSync(objects);
    const scratch = {
      ...env,
      GIT_INDEX_FILE: path.join(room, 'index'),
      GIT_OBJECT_DIRECTORY: objects,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: project.objects,
      GIT_DIR: project.gitDir,
      GIT_WORK_TREE: project.root,
      LEAKWARD_SKIP: undefined,
    };
    const options = { cwd: project.root, env: scratch };
    const oid = await git(['hash-object', '-w', '--stdin'], {
      ...options,
      input: Buffer.from(`key = "${key}"\n`),
    });
    await readHead(options);
    await git(['update-index', '--add', '--cacheinfo', `100644,${oid.toString().trim()},${PROBE}`], options);
    const { status, text } = await runLines(lines, options);
    return { isBlocked: status === 1 && text.includes(`commit blocked: ${PROBE}`), text };
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** Runs a hook's lines, which end with this process. */
async function runLines(
  lines: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ readonly status: number | null; readonly text: string }> {
  const child = spawn('sh', ['-e', '-c', lines.join('\n'), 'pre-commit'], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (written.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (written.err += chunk));
  const status = await statusOf(child);
  return { status, text: written.out + written.err };
}

/** The exit status; null where the program was killed or is not there. What still runs ends with this process. */
async function statusOf(child: ChildProcess): Promise<number | null> {
  const end = (): void => void child.kill();
  process.once('exit', end);
  try {
    return await new Promise((resolve) => {
      child.once('error', () => resolve(null));
      child.once('close', resolve);
    });
  } finally {
    process.off('exit', end);
  }
}

/** Before the first commit there is nothing to start from. */
async function readHead(options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<void> {
  const head = await git(['rev-parse', '--verify', '--quiet', 'HEAD'], { ...options, statuses: [0, 1] });
  await git(['read-tree', head.length === 0 ? '--empty' : 'HEAD'], options);
}

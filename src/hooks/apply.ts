/** Carries a plan out, and shows that the guard stops a key. Here programs other than git are started. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git } from '../git/spawn.ts';
import { UserError } from '../model/error.ts';
import type { hookLines } from './block.ts';
import type { Edit, Step } from './edits.ts';
import { shellText } from './install.ts';
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
export function runStep({ command: [program, ...args], cwd }: Step): void {
  const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell: false });
  if (status === 0) return;
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
    const ran = spawnSync('sh', ['-e', '-c', lines.join('\n'), 'pre-commit'], {
      ...options,
      encoding: 'utf8',
      input: '',
    });
    const text = `${ran.stdout ?? ''}${ran.stderr ?? ''}`;
    return { isBlocked: ran.status === 1 && text.includes(`commit blocked: ${PROBE}`), text };
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

/** Before the first commit there is nothing to start from. */
async function readHead(options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<void> {
  const head = await git(['rev-parse', '--verify', '--quiet', 'HEAD'], { ...options, statuses: [0, 1] });
  await git(['read-tree', head.length === 0 ? '--empty' : 'HEAD'], options);
}

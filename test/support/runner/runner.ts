/**
 * GitHub's runner, as far as a step of a Node action meets it: the environment, the files, and what becomes of each
 * line of the log (actions/runner: ActionCommand.cs, ActionCommandManager.cs, HostContext.cs, ExecutionContext.cs).
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INPUT_LIST } from '../../../src/action/inputs.ts';
import type { EmulatedGitHub } from '../github/server.ts';
import { type Annotation, readLog } from './log.ts';
import { node24 } from './node24.ts';

export const ACTION = new URL('../../../dist/action.js', import.meta.url).pathname;

export interface StepOptions {
  readonly github: EmulatedGitHub;
  readonly repository: string;
  readonly event: string;
  readonly payload: unknown;
  /** What stands under `with:`; the others get their defaults, as the runner does it. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly sha?: string;
  /** A checkout; otherwise the workspace is empty. */
  readonly workspace?: string;
  /** What earlier steps have put into the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Step {
  readonly code: number | null;
  /** Standard output before the runner looks at it, and standard error. */
  readonly raw: string;
  readonly err: string;
  /** What people see: commands taken out, masks applied. */
  readonly log: string;
  readonly masks: readonly string[];
  readonly annotations: readonly Annotation[];
  /** Commands that are neither annotations nor masks. */
  readonly otherCommands: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Where the step ran; its own files are below. */
  readonly temp: string;
}

/** Runs the built action once, under the Node that action.yml names. */
export async function runStep(options: StepOptions): Promise<Step> {
  const room = mkdtempSync(join(tmpdir(), 'leakward-runner-'));
  const file = (name: string, text = ''): string => {
    writeFileSync(join(room, name), text);
    return join(room, name);
  };
  const temp = join(room, '_temp');
  const workspace = options.workspace ?? join(room, 'work');
  for (const directory of [temp, workspace]) mkdirSync(directory, { recursive: true });
  const files = {
    output: file('output'),
    summary: file('summary'),
    state: file('state'),
    env: file('env'),
    path: file('path'),
  };
  const { PATH = '' } = process.env;
  const env = {
    PATH,
    HOME: room,
    CI: 'true',
    ...options.env,
    ...inputVariables(options),
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: options.event,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(options.payload)),
    GITHUB_REPOSITORY: options.repository,
    GITHUB_API_URL: options.github.apiUrl,
    GITHUB_SERVER_URL: options.github.serverUrl,
    GITHUB_WORKSPACE: workspace,
    GITHUB_SHA: options.sha ?? '',
    GITHUB_RUN_ID: '1',
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_STATE: files.state,
    GITHUB_ENV: files.env,
    GITHUB_PATH: files.path,
    RUNNER_TEMP: temp,
    RUNNER_OS: 'Linux',
  };
  const { code, out, err } = await spawned(node24(), [ACTION], env, workspace);
  const read = readLog(out);
  return {
    code,
    raw: out,
    err,
    ...read,
    outputs: readOutputs(readFileSync(files.output, 'utf8')),
    summary: readFileSync(files.summary, 'utf8'),
    temp,
  };
}

/** One variable for each declared input: an earlier step cannot set one that is left empty. */
function inputVariables({ inputs = {}, token = 'write-token' }: StepOptions): Record<string, string> {
  const all = INPUT_LIST.map(({ input, fallback }) => {
    const value = inputs[input] ?? (fallback.includes('github.token') ? token : fallback);
    return [`INPUT_${input.toUpperCase().replaceAll(' ', '_')}`, value] as const;
  });
  return Object.fromEntries(all);
}

function spawned(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

/** `name<<delimiter`, lines, delimiter; or `name=value`. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const [, name = '', delimiter] = /^([^=<]+)<<(.+)$/.exec(lines[i] ?? '') ?? [];
    if (delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, i + 1);
    outputs[name] = lines.slice(i + 1, end).join('\n');
    i = end;
  }
  return outputs;
}

/** A file that the step has left, by the output that names it. */
export function fileOf({ outputs }: Step, output: string): string {
  const path = outputs[output] ?? '';
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

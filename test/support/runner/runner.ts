/**
 * GitHub's runner, as far as a step of a Node action meets it: the environment, the files, and what becomes of each
 * line of the log (actions/runner: ActionCommand.cs, ActionCommandManager.cs, HostContext.cs, ExecutionContext.cs).
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { act } from '../../../src/action/act.ts';
import { INPUT_LIST } from '../../../src/action/inputs.ts';
import { OLD_INPUTS } from '../../../src/action/named-urls.ts';
import type { Stages } from '../../../src/action/stages.ts';
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
  /** `GITHUB_REF`. */
  readonly ref?: string;
  /** A checkout; otherwise the workspace is empty. */
  readonly workspace?: string;
  /** What earlier steps have put into the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables of a runner that is set up otherwise. */
  readonly runner?: Readonly<Record<string, string>>;
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
  const ready = prepare(options);
  const { code, out, err } = await spawned(node24(), [ACTION], ready.env, ready.workspace);
  return stepOf(ready, code, out, err);
}

/** The same in this process, with stages of the test's own. */
export async function actStep(
  options: StepOptions,
  stages?: Stages,
  signal: AbortSignal = new AbortController().signal,
): Promise<Step> {
  const ready = prepare(options);
  const written: string[] = [];
  const outside = {
    env: ready.env,
    write: (text: string) => void written.push(text),
    fetch,
    now: () => new Date(),
    signal,
    uncut: <T>(work: () => Promise<T>): Promise<T> => work(),
  };
  const code = await act(outside, stages && (async () => stages));
  return stepOf(ready, code, written.join(''), '');
}

interface Ready {
  readonly env: NodeJS.ProcessEnv;
  readonly workspace: string;
  readonly temp: string;
  readonly output: string;
  readonly summary: string;
}

function prepare(options: StepOptions): Ready {
  const room = mkdtempSync(join(tmpdir(), 'leakward-runner-'));
  onTestFinished(() => rmSync(room, { recursive: true, force: true }));
  const file = (name: string, text = ''): string => {
    writeFileSync(join(room, name), text);
    return join(room, name);
  };
  const temp = join(room, '_temp');
  const workspace = options.workspace ?? join(room, 'work');
  for (const directory of [temp, workspace]) mkdirSync(directory, { recursive: true });
  const output = file('output');
  const summary = file('summary');
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
    GITHUB_REF: options.ref ?? '',
    GITHUB_RUN_ID: '1',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_STATE: file('state'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    RUNNER_TEMP: temp,
    RUNNER_OS: 'Linux',
    ...options.runner,
  };
  return { env, workspace, temp, output, summary };
}

function stepOf({ temp, output, summary }: Ready, code: number | null, raw: string, err: string): Step {
  return {
    code,
    raw,
    err,
    ...readLog(raw),
    outputs: readOutputs(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
    temp,
  };
}

/** One variable for each declared input: an earlier step cannot set one that is left empty. */
function inputVariables({ inputs = {}, token = 'write-token' }: StepOptions): Record<string, string> {
  const declared = [...INPUT_LIST, ...OLD_INPUTS.map(({ input }) => ({ input, fallback: '' }))];
  const all = declared.map(({ input, fallback }) => {
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
    const [, plain, value = ''] = /^([^=<]+)=(.*)$/.exec(lines[i] ?? '') ?? [];
    if (plain !== undefined) outputs[plain] = value;
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

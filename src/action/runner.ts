/** What GitHub's runner tells a step, read once. Nothing else of the environment is listened to. */
import { UserError } from '../model/error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The runner's variables; it lets no step overwrite `GITHUB_*` and `RUNNER_*` (docs.github.com, variables reference). */
export interface Runner {
  readonly eventName: string;
  readonly eventPath: string;
  readonly owner: string;
  readonly name: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Id of the commit that the event names; for a pull request that is the merge, never what is scanned. */
  readonly sha: string;
  /** The branch or tag that the run is of: for some events that of another commit than what is scanned. */
  readonly ref: string;
  /** Where a checkout lies, if a step made one. */
  readonly workspace: string | undefined;
  /** A directory that is gone after the job. */
  readonly temp: string;
  readonly outputFile: string | undefined;
  readonly summaryFile: string | undefined;
}

/** Errors: `bad-usage` outside a runner. */
export function readRunner(env: Environment): Runner {
  const needed = (name: string): string => {
    const value = env[name];
    if (value !== undefined && value !== '') return value;
    throw new UserError('bad-usage', `${name} is not set`, {
      hint: 'this program is the GitHub Action: elsewhere run leakward',
    });
  };
  const [owner = '', name = ''] = needed('GITHUB_REPOSITORY').split('/');
  return {
    eventName: needed('GITHUB_EVENT_NAME'),
    eventPath: needed('GITHUB_EVENT_PATH'),
    owner,
    name,
    apiUrl: needed('GITHUB_API_URL'),
    serverUrl: needed('GITHUB_SERVER_URL').replace(/\/+$/, ''),
    sha: env['GITHUB_SHA'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    workspace: env['GITHUB_WORKSPACE'] || undefined,
    temp: needed('RUNNER_TEMP'),
    outputFile: env['GITHUB_OUTPUT'] || undefined,
    summaryFile: env['GITHUB_STEP_SUMMARY'] || undefined,
  };
}

/** Variables that git may see of those that begin like its own: a private certificate authority. */
const GIT_KEPT = ['GIT_SSL_CAINFO', 'GIT_SSL_CAPATH', 'GIT_PROXY_SSL_CAINFO'];

/**
 * The environment for git: without our inputs, which hold the token, and without variables by which an earlier step
 * could send git elsewhere or make it print what it sends.
 */
export function childEnvironment(env: Environment): NodeJS.ProcessEnv {
  const isKept = (name: string): boolean =>
    GIT_KEPT.includes(name) || !/^(?:GIT_|INPUT_|LEAKWARD_|ACTIONS_|NODE_)/.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => isKept(name)));
}

/** Names of our settings' variables that are set; the action takes inputs only, as any step before could set these. */
export function ignoredVariables(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('LEAKWARD_'))
    .sort();
}

/** git's own transport to the repository on GitHub, with the token in neither arguments nor any file. */
import { git } from '../git/spawn.ts';
import { isLoopback } from '../http/address.ts';
import type { Runner } from './runner.ts';

/** What to bring into a repository of ours. */
export interface FetchRequest {
  /** `+<id or ref>:<ref here>`, or just an id. */
  readonly refspecs: readonly string[];
  /** Commits from each tip; undefined: all. */
  readonly depth?: number;
  /** Leave the contents of files there until they are asked for. */
  readonly isWithoutBlobs?: boolean;
}

export interface Remote {
  /** Throws `git-failed`. */
  fetch(gitDir: string, request: FetchRequest): Promise<void>;
  /** Brings objects by id in one go. Throws `git-failed`. */
  fetchObjects(gitDir: string, oids: readonly string[]): Promise<void>;
  /** Ids of what branches and tags name. Throws `git-failed`. */
  tips(gitDir: string): Promise<readonly string[]>;
  readonly url: string;
}

const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--force',
];

export interface RemoteOptions {
  readonly runner: Runner;
  readonly token: string | undefined;
  /** Environment of the children; no `GIT_*` but certificates. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Seconds after which a server that sends nothing is given up. */
  readonly silence?: number;
}

const MOST_SILENT_SECONDS = 120;

export function createRemote({
  runner,
  token,
  env,
  signal,
  silence = MOST_SILENT_SECONDS,
}: RemoteOptions): Remote {
  const { serverUrl, owner, name } = runner;
  const settings: [string, string][] = [
    ['credential.helper', ''],
    ['core.askPass', ''],
    // The token would go along.
    ['http.followRedirects', 'false'],
    ['protocol.version', '2'],
    // A server that is silent would hold the job for hours; one that counts objects says so every five seconds.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', String(silence)],
    // Said of the file that hides nothing from us, in front of what matters.
    ['advice.graftFileDeprecated', 'false'],
    ...(token === undefined ? [] : [header(serverUrl, token)]),
  ];
  const run = async (
    gitDir: string,
    args: readonly string[],
    more: readonly [string, string][] = [],
    input?: Buffer,
  ): Promise<Buffer> => {
    return await git(args, {
      cwd: gitDir,
      gitDir,
      signal,
      env: { ...env, ...asEnvironment([...settings, ...more]), GIT_CONFIG_GLOBAL: '/dev/null' },
      access: { repository: 'discover', protocols: protocolsOf(serverUrl) },
      ...(input === undefined ? {} : { input }),
    });
  };
  return {
    url: `${serverUrl}/${owner}/${name}`,
    async fetch(gitDir, { refspecs, depth, isWithoutBlobs }) {
      const limits = [
        ...(depth === undefined ? [] : [`--depth=${depth}`]),
        ...(isWithoutBlobs === true ? ['--filter=blob:none'] : []),
      ];
      await run(gitDir, [...FETCH, ...limits, 'origin', ...refspecs]);
    },
    async fetchObjects(gitDir, oids) {
      // As git itself brings what a partial clone lacks (promisor-remote.c): telling what is here already would cost more.
      const args = [...FETCH, '--filter=blob:none', '--stdin', 'origin'];
      const input = Buffer.from(oids.map((oid) => `${oid}\n`).join(''));
      await run(gitDir, args, [['fetch.negotiationAlgorithm', 'noop']], input);
    },
    async tips(gitDir) {
      const output = await run(gitDir, ['ls-remote', '--quiet', '--heads', '--tags', 'origin']);
      return output.toString('latin1').match(/^[0-9a-f]{40,64}(?=\t)/gm) ?? [];
    },
  };
}

/** As actions/checkout does it: basic authentication, the user's name does not matter. */
function header(serverUrl: string, token: string): [string, string] {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return [`http.${serverUrl}/.extraHeader`, `AUTHORIZATION: basic ${basic}`];
}

/** Settings of one run by environment: arguments can be read by every process of the machine. */
function asEnvironment(settings: readonly (readonly [string, string])[]): NodeJS.ProcessEnv {
  const pairs = settings.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(pairs) };
}

/** https; plain http only to this machine. */
function protocolsOf(serverUrl: string): readonly string[] {
  const url = new URL(serverUrl);
  return url.protocol === 'http:' && isLoopback(url) ? ['http'] : ['https'];
}

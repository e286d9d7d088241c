/** A repository with keys of the emulated providers in it, and the environment in which they can be asked about. */

import { FAST_CLOCK } from './fast-clock.ts';
import type { Emulator, IssuedKey, IssueOptions, ProviderName } from './provider/emulator.ts';
import { directoryOf, git } from './run.ts';

export interface Leaked {
  readonly cwd: string;
  readonly keys: readonly IssuedKey[];
  /** The providers, the key service, a home of its own, and pauses that take no time. */
  readonly env: Readonly<Record<string, string>>;
}

/** Issues the keys and commits each to a file of its own. */
export function leakedRepository(
  emulator: Emulator,
  issued: readonly (readonly [ProviderName, IssueOptions?])[],
  files: Readonly<Record<string, string>> = {},
): Leaked {
  const keys = issued.map(([provider, options]) => emulator.issue(provider, options));
  const named = keys.map(({ key }, i) => [`config-${i}.yml`, `${variableOf(key)}: ${key}\n`] as const);
  const cwd = directoryOf({ ...Object.fromEntries(named), ...files });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'Add the configuration');
  return { cwd, keys, env: environmentOf(emulator, directoryOf()) };
}

function variableOf(key: string): string {
  return key.startsWith('nvl') ? 'NOUVEL_API_KEY' : 'NOHUMAN_API_KEY';
}

export function environmentOf(
  { urls, adminUrl, serviceToken }: Emulator,
  home: string,
): Record<string, string> {
  return {
    ...FAST_CLOCK,
    HOME: home,
    LEAKWARD_NOHUMAN_URL: urls.nohuman,
    LEAKWARD_NOUVEL_URL: urls.nouvel,
    LEAKWARD_REVOKE_NOHUMAN_URL: `${adminUrl}/revoke`,
    LEAKWARD_REVOKE_NOHUMAN_TOKEN: serviceToken,
    LEAKWARD_REVOKE_NOUVEL_URL: `${adminUrl}/revoke`,
    LEAKWARD_REVOKE_NOUVEL_TOKEN: serviceToken,
  };
}

/** A repository with keys of the emulated providers in it, and the environment in which they can be asked about. */
import { variableWord } from '../../src/model/variable.ts';
import { FAST_CLOCK } from './fast-clock.ts';
import type { Emulator, IssuedKey, IssueOptions, ProviderName } from './provider/emulator.ts';
import { PROVIDERS, ruleOf } from './provider/pages.ts';
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
  const named = keys.map(
    ({ key, provider }, i) => [`config-${i}.yml`, `${ruleOf(provider).variable}: ${key}\n`] as const,
  );
  const cwd = directoryOf({ ...Object.fromEntries(named), ...files });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'Add the configuration');
  return { cwd, keys, env: environmentOf(emulator, directoryOf()) };
}

export function environmentOf(
  { urls, adminUrl, serviceToken }: Emulator,
  home: string,
): Record<string, string> {
  const named = PROVIDERS.map((provider) => ({
    [`LEAKWARD_${variableWord(provider)}_URL`]: urls[provider],
    [`LEAKWARD_REVOKE_${variableWord(provider)}_URL`]: `${adminUrl}/revoke`,
    [`LEAKWARD_REVOKE_${variableWord(provider)}_TOKEN`]: serviceToken,
  }));
  return Object.assign({ ...FAST_CLOCK, HOME: home }, ...named);
}

/**
 * What every git that leakward starts is told, so that nothing in a scanned repository (its `.git/config`, its
 * attributes, its refs) makes git run a program, reach the network, ask a question, or hide objects or files. Data that
 * git derives from objects to be quicker is not read: whoever forges it decides what git sees of them.
 * The user's own environment and global config stay trusted.
 */

import { variableWord } from '../model/variable.ts';
import { BUILTIN_RULES } from '../rules/builtin.generated.ts';

/** `-c` outranks every config file. One line per setting, the reason beside it. */
const SETTINGS = [
  'core.fsmonitor=false', // a program run whenever the index is read
  'core.hooksPath=/dev/null', // git for Windows knows this name too
  'core.untrackedCache=false', // a forged cache in the index can hide untracked files
  'core.commitGraph=false', // names parents and trees, which git then does not read in the commits
  'core.multiPackIndex=false', // takes the place of the indexes of packs
  'core.attributesFile=/dev/null',
  'core.pager=cat',
  'core.quotePath=false',
  'diff.external=',
  'log.showSignature=false', // would run gpg.program
  'log.mailmap=false', // reads .mailmap and mailmap.file, which may be a pipe or never end
  'advice.graftFileDeprecated=false', // said of any graft file, ours too, before what really went wrong
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'protocol.ext.allow=never',
  'color.ui=false',
] as const;

/** A bare repository hidden in a directory is found by discovery and brings its own config; git 2.38 and later. */
const DISCOVERED_ONLY = ['safe.bareRepository=explicit'] as const;

/** Variables that would change what git runs or where it writes, and none of which a caller of leakward means. */
const DROPPED = [
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_REDIRECT_STDIN',
  'GIT_REDIRECT_STDOUT',
  'GIT_REDIRECT_STDERR',
] as const;

/** Keys and the operator's tokens are nothing that git needs, nor what git starts. */
function isOurs(name: string, value = ''): boolean {
  return (
    name.startsWith('LEAKWARD_') ||
    (SECRET_NAME.test(name) && !name.startsWith('GIT_')) ||
    BUILTIN_RULES.some(
      ({ provider, prefix }) => name.startsWith(`${variableWord(provider)}_`) || value.startsWith(prefix),
    ) ||
    KEY_WITHIN.test(value)
  );
}

/** Operators name their tokens as they like (`{env:NAME}`): of these names git means none. */
const SECRET_NAME = /(?:^|_)(?:TOKEN|SECRET|PASSWORD|CREDENTIALS?|API_?KEY)(?:_|$)/i;

/** Also behind `Bearer ` or in an address; a run long enough for no path of a tool to be taken for one. */
const KEY_WITHIN = new RegExp(
  `(?<![A-Za-z0-9_-])(?:${BUILTIN_RULES.map(({ prefix }) => prefix).join('|')})[A-Za-z0-9]{16}`,
);

/** Variables by which git hands its repository to a hook (`git rev-parse --local-env-vars`, less configuration). */
const REPOSITORY = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
] as const;

const FIXED = {
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
  LANGUAGE: 'C',
  NoDefaultCurrentDirectoryInExePath: '1',
} as const;

/** Which repository git may work on, and whether it may talk to another one. */
export interface Access {
  /** `inherit`: what the environment names (a hook's quarantine, `GIT_INDEX_FILE`). `discover`: from `cwd` only. */
  readonly repository: 'inherit' | 'discover';
  /** Transports that may be used, as in `GIT_ALLOW_PROTOCOL`. Empty: no network, no fetch of missing objects. */
  readonly protocols: readonly string[];
}

/** Settings of every run. A repository that the environment names by `GIT_DIR` may be bare. */
export function hardenedSettings(isNamed: boolean): readonly string[] {
  return isNamed ? SETTINGS : [...SETTINGS, ...DISCOVERED_ONLY];
}

/** Options that go before the subcommand. */
export function hardenedArgs(isNamed: boolean): readonly string[] {
  return ['--no-pager', ...hardenedSettings(isNamed).flatMap((setting) => ['-c', setting])];
}

/** The environment of the child: the given one, less what could mislead git, plus what holds for every run. */
export function hardenedEnv(env: NodeJS.ProcessEnv, access: Access): NodeJS.ProcessEnv {
  const { protocols } = access;
  const dropped: readonly string[] = access.repository === 'discover' ? [...DROPPED, ...REPOSITORY] : DROPPED;
  const kept = Object.entries(env).filter(([name, value]) => !dropped.includes(name) && !isOurs(name, value));
  // Unlike protocol.allow, this variable outranks protocol.<name>.allow in the repository's config.
  const transport = { GIT_ALLOW_PROTOCOL: protocols.length === 0 ? 'none' : protocols.join(':') };
  return {
    ...Object.fromEntries(kept),
    ...FIXED,
    ...(protocols.length > 0 ? { GIT_NO_LAZY_FETCH: '0' } : {}),
    ...transport,
  };
}

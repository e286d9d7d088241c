/** The lines that leakward puts into a hook or a settings file, between marks, so that they can be found again. */
import path from 'node:path';
import { UserError } from '../model/error.ts';
import type { HookName } from './project.ts';

/** A line before ours. */
export const BEGIN = '# >>> leakward: written by leakward init, taken out by leakward init --remove';
/** The line behind them. */
export const END = '# <<< leakward';

/** How a hook finds leakward, and what it does where there is none. */
export interface Calling {
  /** Directory of node_modules/.bin relative to the root of the work tree; empty: only PATH. */
  readonly bin: string;
  /** Yarn without node_modules runs programs itself. */
  readonly isPnp: boolean;
  readonly missing: 'warn' | 'block';
  /** `git lfs pre-push` has to be called, as the hook that git-lfs installed is not run. */
  readonly callsLfs: boolean;
}

/** Text between marks. */
export function marked(lines: readonly string[]): string {
  return [BEGIN, ...lines, END, ''].join('\n');
}

/** The lines of a hook, for any POSIX shell. */
export function hookLines(hook: HookName, calling: Calling): string[] {
  const run = calling.isPnp ? '$leakward' : '"$leakward"';
  const isPush = hook === 'pre-push';
  return [
    ...(calling.isPnp
      ? ['leakward=; command -v yarn >/dev/null 2>&1 && leakward="yarn leakward"']
      : [...localLines(calling.bin), '[ -x "$leakward" ] || leakward=$(command -v leakward || :)']),
    ...FIT_NODE,
    ...(isPush ? ['leakward_refs=$(cat)'] : []),
    'if [ -n "$leakward" ]; then',
    isPush
      ? `  printf '%s\\n' "$leakward_refs" | ${run} guard ${hook} "$@" || exit $?`
      : `  ${run} guard ${hook} "$@" || exit $?`,
    ...missingLines(hook, calling.missing),
    'fi',
    ...(isPush ? handOn(calling.callsLfs) : []),
  ];
}

/** What the hook does without a program to run. */
function missingLines(hook: HookName, missing: Calling['missing']): string[] {
  const why = 'leakward, or Node 20.19 or newer, is not on the PATH that this hook has';
  if (missing === 'block')
    return [
      'else',
      `  echo "leakward: ${hook} blocked: ${why} (LEAKWARD_SKIP=why git … goes on)" >&2`,
      '  [ -n "$LEAKWARD_SKIP" ] || exit 1',
    ];
  // The hook that git runs just before commit-msg has printed the line already.
  return hook === 'commit-msg' ? [] : ['else', `  echo "leakward: not guarded: ${why}" >&2`];
}

/** An older Node, or none, is as good as no leakward. Costs a tenth of what starting node costs. */
const FIT_NODE = [
  'case "$(node --version 2>/dev/null)" in',
  'v20.19.*|v20.[2-9][0-9].*|v2[1-9].*|v[3-9][0-9].*) ;;',
  '*) leakward= ;;',
  'esac',
] as const;

/** A workspace keeps the programs of its members at its root, or beside them. */
function localLines(bin: string): string[] {
  if (bin === '') return ['leakward='];
  const top = '$(git rev-parse --show-toplevel)';
  const atRoot = bin === ROOT_BIN ? [] : [`[ -x "$leakward" ] || leakward="${top}/${ROOT_BIN}/leakward"`];
  return [`leakward="${top}/${bin}/leakward"`, ...atRoot];
}

const ROOT_BIN = 'node_modules/.bin';

/** What follows reads the same standard input. */
function handOn(callsLfs: boolean): string[] {
  const lfs = [
    'if command -v git-lfs >/dev/null 2>&1; then',
    '  printf \'%s\\n\' "$leakward_refs" | git lfs pre-push "$@" || exit $?',
    'fi',
  ];
  return [...(callsLfs ? lfs : []), 'exec <<LEAKWARD', '$leakward_refs', 'LEAKWARD'];
}

/** The text without our lines; as it was before they came. Errors: `refused` if the end mark is gone. */
export function withoutBlock(text: string, file: string): string {
  const start = text.indexOf(BEGIN);
  if (start < 0) return text;
  const end = text.indexOf(`${END}\n`, start);
  if (end < 0) {
    throw new UserError('refused', `${file}: the line “${END}” is gone`, {
      hint: 'take the lines out by hand',
    });
  }
  return text.slice(0, start) + text.slice(end + END.length + 1);
}

const SHELL = /^#!.*\b(?:ba|da|a|k|mk|z)?sh\b/;

/** Programs have bytes that are no text; git hands scripts without a first line to the shell. */
function isShell(text: string): boolean {
  return !/[\0\ufffd]/.test(text) && (!text.startsWith('#!') || SHELL.test(text));
}

/**
 * The hook with our lines first, behind what has to stand first: a later `exec` or `exit` would pass by them.
 * Errors: `refused` for CRLF, which no shell reads, and for what is no shell script.
 */
export function withHook(text: string, block: string, file: string): string {
  if (!isShell(text)) {
    throw new UserError('refused', `${file} is no shell script, so nothing can be put into it`, {
      hint: `have it run: leakward guard ${path.basename(file)}`,
    });
  }
  if (text.includes('\r\n')) {
    throw new UserError('refused', `${file} has CRLF line ends, which no shell reads`, {
      hint: 'git config core.autocrlf false, or *.sh eol=lf in .gitattributes',
    });
  }
  const bare = withoutBlock(text, file);
  const shebang = /^#!.*\n/.exec(bare)?.[0] ?? '';
  return shebang + block + bare.slice(shebang.length);
}

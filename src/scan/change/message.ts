/** The scan of a commit's text before the commit exists: its message and author, for commit-msg and pre-applypatch. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Detector } from '../../detect/detector.ts';
import { readPlainFile } from '../../git/plain-file.ts';
import { git } from '../../git/spawn.ts';
import { addCoverage, NO_COVERAGE } from '../../model/coverage.ts';
import { UserError } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import { type Origin, pathText } from '../../model/origin.ts';
import type { Skipped } from '../../model/report.ts';
import { resultOf, type Scanned } from '../scanned.ts';
import { keysBefore, type StagedOptions, scanStaged } from './staged.ts';

const MESSAGE = { kind: 'message', of: 'commit', part: 'message' } as const;
const AUTHOR = { kind: 'message', of: 'commit', part: 'author' } as const;

/**
 * Keys in the message and author of the commit that is being made.
 *
 * @param file path of the message, as git passes it to commit-msg
 * @throws `not-found` if the file cannot be read; `git-failed`
 */
export async function scanMessage(file: string, options: StagedOptions): Promise<Scanned> {
  const { detector, env } = options;
  const ready = await detector;
  const isEdited = env['GIT_EDITOR'] !== NO_EDITOR;
  const message = readMessage(file);
  const kept = isEdited ? message.slice(0, scissorsIn(message)) : message;
  const author = `${env['GIT_AUTHOR_NAME'] ?? ''} <${env['GIT_AUTHOR_EMAIL'] ?? ''}>`;
  const skipped: Skipped[] = [];
  const inMessage = findingsIn(kept, MESSAGE, ready, skipped);
  const committed =
    isEdited && inMessage.length > 0 ? await withoutComments(inMessage, kept, options) : inMessage;
  const found = [...committed, ...findingsIn(author, AUTHOR, ready, skipped)];
  return await changeOf(found, skipped, message.length, options);
}

/**
 * What `git am` is about to commit: the index, and the message and author of the mail, which git leaves in the state
 * directory (git's builtin/am.c).
 *
 * @throws `git-failed`, `not-a-repository`
 */
export async function scanApplied(options: StagedOptions): Promise<Scanned> {
  const staged = await scanStaged(options);
  const { repository } = options;
  if (repository === undefined) return staged;
  const ready = await options.detector;
  // Absent where something else than git am runs the hook.
  const read = (name: string): string => {
    const file = join(repository.gitDir, 'rebase-apply', name);
    return existsSync(file) ? readMessage(file) : '';
  };
  const skipped: Skipped[] = [];
  const found = [
    ...findingsIn(read('final-commit'), MESSAGE, ready, skipped),
    ...findingsIn(read('author-script'), AUTHOR, ready, skipped),
  ];
  const mail = await changeOf(found, skipped, 0, options);
  return {
    results: [...staged.results, ...mail.results],
    coverage: addCoverage(staged.coverage, mail.coverage),
  };
}

/** git sets this where no editor was opened: comment lines are then part of the message (githooks, commit-msg). */
const NO_EDITOR = ':';

/** Bytes; git itself would take minutes to commit a longer message. */
const MAX_MESSAGE = 256 << 20;

function readMessage(file: string): string {
  const bytes = readPlainFile(file, MAX_MESSAGE);
  if (bytes === undefined) throw new UserError('not-found', `cannot read the commit message ${file}`);
  return bytes.toString('latin1');
}

/** Where the part begins that `git commit --verbose` shows to the author only: a diff, also of what is removed. */
function scissorsIn(message: string): number {
  const at = message.search(/^\S{1,32} -{24} >8 -{24}$/m);
  return at < 0 ? message.length : at;
}

function findingsIn(text: string, origin: Origin, detector: Detector, skipped: Skipped[]): Finding[] {
  const bytes = Buffer.from(text, 'latin1');
  return detector.detect({ origin, bytes }, (reason) =>
    skipped.push({ kind: 'unread', path: pathText(origin), reason }),
  );
}

/** A key that is in what the commit changes is not introduced by its message; a push is judged the same way. */
async function changeOf(
  found: readonly Finding[],
  skipped: readonly Skipped[],
  bytes: number,
  options: StagedOptions,
): Promise<Scanned> {
  const old = found.length === 0 ? new Set<string>() : await keysBefore(options);
  return {
    results: found.filter(({ fingerprint }) => !old.has(fingerprint)).map(resultOf),
    coverage: { ...NO_COVERAGE, bytes, skipped },
  };
}

/** Drops findings on comment lines, unless `commit.cleanup` keeps these lines. */
async function withoutComments(
  findings: readonly Finding[],
  message: string,
  options: StagedOptions,
): Promise<Finding[]> {
  const { cleanup, mark } = await readCleanup(options);
  if (!['default', 'strip'].includes(cleanup)) return [...findings];
  const lines = message.split('\n');
  const comment = mark === 'auto' ? automaticMark(lines) : mark;
  const isComment = (line: number): boolean =>
    comment !== undefined && lines[line - 1]?.startsWith(comment) === true;
  return findings.filter(({ location }) => !isComment(location.startLine));
}

interface Cleanup {
  readonly cleanup: string;
  /** What comment lines start with, or `auto`. */
  readonly mark: string;
}

async function readCleanup(options: Pick<StagedOptions, 'git'>): Promise<Cleanup> {
  const pattern = '^(commit\\.cleanup|core\\.comment(char|string))$';
  const args = ['config', '--null', '--get-regexp', pattern];
  const entries = (await git(args, { ...options.git, statuses: [0, 1] })).toString('latin1').split('\0');
  const settings = new Map(
    entries.map((entry) => {
      const [name = '', value = ''] = entry.split('\n');
      // Two names of one setting, of which the last line counts.
      return [name === 'core.commentstring' ? 'core.commentchar' : name, value] as const;
    }),
  );
  return {
    cleanup: settings.get('commit.cleanup') ?? 'default',
    mark: settings.get('core.commentchar') || '#',
  };
}

/** git picks a character that starts no line of the message; its own lines come last (builtin/commit.c). */
function automaticMark(lines: readonly string[]): string | undefined {
  const [last = ''] = lines.filter((line) => line !== '').slice(-1);
  return /^[#;@!$%^&|:]/.exec(last)?.[0];
}

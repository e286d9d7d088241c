/**
 * What commits put where, in one `git log --raw` pass. Merges are shown by what differs from every parent, which is
 * what the merge itself brought in; attributes, renames and text conversion play no part in raw output.
 */
import type { Commit } from '../model/report.ts';
import type { BytePath } from './byte-path.ts';
import type { Repository } from './repository.ts';
import { git, streamGit } from './spawn.ts';

/** What a pass calls back with, newest commits first, no parent before its children. */
export interface LogSink {
  commit?(commit: Commit): void;
  /**
   * A blob (or the target of a link) that the commit put at a path, or '' for one it took away.
   * @param before ids of the blobs that its parents have there
   */
  put(oid: string, path: BytePath, commit: Commit, before: readonly string[]): void;
}

const FORMAT = '--format=%x01%H%x00%an%x00%ae%x00%aI%x00%s';
const FIELDS = 5;
const RAW = ['--raw', '-z', '-c', '--root', '--no-abbrev', '--no-renames', '--no-ext-diff', '--no-textconv'];
/** Outranks diff.orderFile, which may name a file that is not there, or that never ends. */
const UNORDERED = '-O/dev/null';
const GITLINK = '160000';

/** @param revisions as `git log` takes them. Throws `git-failed`. */
export async function readLog(
  repository: Repository,
  revisions: readonly string[],
  sink: LogSink,
  options: { readonly signal: AbortSignal },
): Promise<void> {
  const { args: limits, ids } = partedById(revisions);
  const args = ['log', ...RAW, UNORDERED, '--encoding=UTF-8', FORMAT, ...limits, '--'];
  const reader = createReader(sink);
  // What is held is joined once, when its end has come: a subject may be as long as anybody likes.
  let held: string[] = [];
  const input = ids.length === 0 ? {} : { input: Buffer.from(`${ids.join('\n')}\n`) };
  for await (const chunk of streamGit(args, { ...repository.git, signal: options.signal, ...input })) {
    const parts = chunk.toString('latin1').split('\0');
    const rest = parts.pop() ?? '';
    for (const part of parts) {
      reader(held.length === 0 ? part : held.join('') + part);
      held = [];
    }
    if (rest !== '') held.push(rest);
  }
  if (held.length > 0) reader(held.join(''));
}

/**
 * The limit for `git log` to what was committed since a date. `--since` alone ends at the first older commits, and loses
 * what lies behind those that a wrong clock dated back; git 2.37 and later can go on.
 */
export async function sinceRevision(date: string, cwd: string): Promise<string> {
  const version = (await git(['version'], { cwd })).toString();
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  return major > 2 || (major === 2 && minor >= 37) ? `--since-as-filter=${date}` : `--since=${date}`;
}

const ID = /^\^?[0-9a-f]{40,64}$/;

/** Ids go by standard input: a push of all refs has more of them than a command line holds. `--not` counts for what follows. */
function partedById(revisions: readonly string[]): { readonly args: string[]; readonly ids: string[] } {
  const not = revisions.indexOf('--not');
  const turn = not < 0 ? revisions.length : not;
  const first = revisions.slice(0, turn);
  const ids = first.filter((one) => ID.test(one));
  const args = first.filter((one) => !ID.test(one));
  return { args: [...args, ...(ids.length === 0 ? [] : ['--stdin']), ...revisions.slice(turn)], ids };
}

/** Takes what stands between two NULs, one after the other. */
function createReader(sink: LogSink): (part: string) => void {
  let header: string[] = [];
  let commit: Commit | undefined;
  let change: Change | undefined;
  return (part) => {
    if (change !== undefined) {
      if (commit !== undefined) sink.put(change.oid, part, commit, change.before);
      change = undefined;
      return;
    }
    if (header.length > 0 && header.length < FIELDS) header.push(part);
    else {
      const text = part.replace(/^\n+/, '');
      if (text.startsWith(':')) change = readChange(text);
      else if (text.startsWith('\x01')) header = [text.slice(1)];
      return;
    }
    if (header.length < FIELDS) return;
    commit = commitOf(header);
    header = [];
    sink.commit?.(commit);
  };
}

function commitOf([sha = '', author = '', email = '', date = '', summary = '']: readonly string[]): Commit {
  return { sha, author: shown(author), email: shown(email), date, summary: shown(summary) };
}

/** Bytes of a name or a subject that reports repeat. */
const MOST_SHOWN = 1000;

/** Cut in front of a word, since the beginning of a key is not recognised as one. */
function shown(latin1: string): string {
  if (latin1.length <= MOST_SHOWN) return utf8(latin1);
  return `${utf8(latin1.slice(0, MOST_SHOWN)).replace(/\S+$/, '')}…`;
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

interface Change {
  readonly oid: string;
  readonly before: readonly string[];
}

/** `::mode mode mode oid oid oid status`: one colon, mode and id for each parent. */
function readChange(record: string): Change {
  const parents = /^:+/.exec(record)?.[0].length ?? 1;
  const fields = record.slice(parents).split(' ');
  const oid = fields[2 * parents + 1] ?? '';
  const before = fields
    .slice(parents + 1, 2 * parents + 1)
    .filter((id, i) => !/^0+$/.test(id) && fields[i] !== GITLINK);
  return { oid: fields[parents] === GITLINK || /^0+$/.test(oid) ? '' : oid, before };
}

/**
 * What commits put where, in one `git log --raw` pass. Merges are shown by what differs from every parent, which is
 * what the merge itself brought in; attributes, renames and text conversion play no part in raw output.
 */
import type { Commit } from '../model/report.ts';
import type { BytePath } from './byte-path.ts';
import type { Repository } from './repository.ts';
import { streamGit } from './spawn.ts';

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
const GITLINK = '160000';

/** @param revisions as `git log` takes them. @param stdin more of them, one a line. Throws `git-failed`. */
export async function readLog(
  repository: Repository,
  revisions: readonly string[],
  sink: LogSink,
  options: { readonly signal: AbortSignal; readonly stdin?: string },
): Promise<void> {
  const args = ['log', ...RAW, '--encoding=UTF-8', FORMAT, ...revisions, '--'];
  const reader = createReader(sink);
  let rest = '';
  const input = options.stdin === undefined ? {} : { input: Buffer.from(options.stdin) };
  for await (const chunk of streamGit(args, { ...repository.git, signal: options.signal, ...input })) {
    const parts = (rest + chunk.toString('latin1')).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) reader(part);
  }
  if (rest !== '') reader(rest);
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
  return { sha, author: utf8(author), email: utf8(email), date, summary: utf8(summary) };
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

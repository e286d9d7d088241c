/** What a push sends: the revisions to scan, from what git writes to its hooks. */
import { type Besides, besidesCommits, typesOf } from '../../git/named-objects.ts';
import { listRefs, REMOTES } from '../../git/refs.ts';
import type { Repository } from '../../git/repository.ts';
import { UserError } from '../../model/error.ts';
import { quoted } from '../../model/quote.ts';

/** Revisions for `git log`, and objects that no commit leads to: annotated tags, and what tags name besides commits. */
export interface Pushed {
  readonly revisions: readonly string[];
  readonly extraOids: readonly string[];
  /** Names of refs that the other side does not have yet. */
  readonly created: readonly string[];
}

/** What is pushed may be written with blanks: `main@{2 days ago}`. */
const PUSHED = /^.* ([0-9a-f]{40,64}) (\S+) ([0-9a-f]{40,64})$/;
const RECEIVED = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (\S+)$/;

/**
 * Lines of pre-push (githooks(5)): `<local ref> <local id> <remote ref> <remote id>`; zeros where a side has nothing.
 * Undefined if nothing is sent: refs are only deleted.
 */
export async function readPrePush(
  repository: Repository,
  remote: string,
  input: string,
): Promise<Pushed | undefined> {
  const lines = fieldsOf(input, PUSHED, 'pre-push').flatMap(([local = '', ref = '', there = '']) =>
    isZero(local) ? [] : [{ local, ref, there }],
  );
  if (lines.length === 0) return undefined;
  const news = [...new Set(lines.map(({ local }) => local))];
  const known = await existing(
    repository,
    lines.map(({ there }) => there).filter((oid) => !isZero(oid)),
  );
  return {
    revisions: [
      ...news,
      ...new Set([...known, ...(await trackingOf(repository, remote))].map((oid) => `^${oid}`)),
    ],
    extraOids: flat(await besidesCommits(repository, news)),
    created: lines.filter(({ there }) => isZero(there)).map(({ ref }) => ref),
  };
}

/** Lines of pre-receive: `<old id> <new id> <ref>`. */
export async function readPreReceive(repository: Repository, input: string): Promise<Pushed | undefined> {
  const lines = fieldsOf(input, RECEIVED, 'pre-receive').filter(([, id = '']) => !isZero(id));
  if (lines.length === 0) return undefined;
  const news = [...new Set(lines.map(([, id = '']) => id))];
  // The new refs do not stand yet, so that everything that does is old.
  return {
    revisions: [...news, '--not', '--all'],
    extraOids: flat(await besidesCommits(repository, news)),
    created: lines.filter(([old = '']) => isZero(old)).map(([, , ref = '']) => ref),
  };
}

/** What git never writes is not passed over: it may be what is sent. Errors: `bad-usage`. */
function fieldsOf(input: string, form: RegExp, hook: string): string[][] {
  const lines = input.split(/\r?\n/).filter((line) => line !== '');
  return lines.map((line) => {
    const fields = form.exec(line)?.slice(1);
    if (fields !== undefined) return fields;
    throw new UserError('bad-usage', `${hook} got a line that git never writes: ${quoted(line)}`, {
      hint: `standard input has to be what git gives to the ${hook} hook`,
    });
  });
}

function flat({ tags, blobs }: Besides): readonly string[] {
  return [...tags, ...blobs];
}

function isZero(oid: string): boolean {
  return /^0+$/.test(oid);
}

async function existing(repository: Repository, oids: readonly string[]): Promise<string[]> {
  return (await typesOf(repository, oids))
    .filter(([, type]) => type === 'commit' || type === 'tag')
    .map(([oid]) => oid);
}

/** What the remote is known to have; nothing for a push to an address without a name. */
async function trackingOf(repository: Repository, remote: string): Promise<string[]> {
  return (await listRefs(repository, `${REMOTES}${remote}/`)).map(({ oid }) => oid);
}

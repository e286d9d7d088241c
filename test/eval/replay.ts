/**
 * `npx tsx test/eval/replay.ts <commits> <repository…>`: replays real commits through the guard's judgement (what a
 * commit puts in, less what its parents have there) and prints how many would have been stopped.
 */
import { createDetector } from '../../src/detect/detector.ts';
import { readObjects } from '../../src/git/cat-file.ts';
import { readLog } from '../../src/git/log.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import type { Finding } from '../../src/model/finding.ts';
import { atLeast, outcomeOf } from '../../src/model/policy.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { createObjectWindower } from '../../src/sources/windows.ts';

interface Replayed {
  readonly sha: string;
  readonly puts: { readonly oid: string; readonly path: string }[];
  readonly before: string[];
}

const detector = createDetector(createRuleset());

async function findingsIn(
  repository: Repository,
  blobs: readonly { oid: string; path: string }[],
): Promise<Finding[]> {
  const found: Finding[] = [];
  const windowOf = createObjectWindower();
  let next = 0;
  for await (const piece of readObjects(
    blobs.map(({ oid }) => oid),
    repository.git,
  )) {
    if ('missing' in piece || 'unread' in piece) next++;
    else {
      found.push(...detector.detect(windowOf(piece, blobs[next]?.path)));
      if (piece.isLast) next++;
    }
  }
  return found;
}

async function replay(directory: string, most: number): Promise<{ commits: number; blocked: string[] }> {
  const repository = await openRepository(directory, true);
  const commits: Replayed[] = [];
  await readLog(
    repository,
    ['--all', `--max-count=${most}`],
    {
      commit: ({ sha }) => void commits.push({ sha, puts: [], before: [] }),
      put(oid, path, _, before) {
        const last = commits.at(-1);
        if (oid !== '') last?.puts.push({ oid, path });
        last?.before.push(...before);
      },
    },
    { signal: new AbortController().signal },
  );
  // All blobs in one go; only a commit with findings is then looked at by itself.
  const puts = new Map(commits.flatMap((commit) => commit.puts).map((put) => [put.oid, put]));
  const leaking = new Map<string, Finding[]>();
  for (const finding of await findingsIn(repository, [...puts.values()])) {
    if (outcomeOf(finding) !== 'fail' || !atLeast(finding.confidence, 'medium')) continue;
    const { oid } = finding.origin as { readonly oid: string };
    leaking.set(oid, [...(leaking.get(oid) ?? []), finding]);
  }
  const blocked: string[] = [];
  for (const { sha, puts: own, before } of commits) {
    const found = own.flatMap(({ oid }) => leaking.get(oid) ?? []);
    if (found.length === 0) continue;
    const old = await findingsIn(
      repository,
      before.map((oid) => ({ oid, path: '' })),
    );
    const known = new Set(old.map(({ fingerprint }) => fingerprint));
    const fresh = found.filter(({ fingerprint }) => !known.has(fingerprint));
    if (fresh.length > 0)
      blocked.push(`${sha} ${fresh.map(({ secret, location }) => `${location.path} ${secret}`).join(', ')}`);
  }
  return { commits: commits.length, blocked };
}

const [most = '5000', ...repositories] = process.argv.slice(2);
for (const directory of repositories) {
  const { commits, blocked } = await replay(directory, Number(most));
  process.stdout.write(`${directory}: ${commits} commits, ${blocked.length} would be stopped\n`);
  for (const line of blocked) process.stdout.write(`  ${line}\n`);
}

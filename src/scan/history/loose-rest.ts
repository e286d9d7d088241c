/** What the threads left of a directory of loose objects: large ones, and damaged ones. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { streamLoose } from '../../git/objects/loose-stream.ts';
import type { PlaceSurvey } from '../../git/objects/tally.ts';
import type { Repository } from '../../git/repository.ts';
import { UserError } from '../../model/error.ts';
import type { Skipped } from '../../model/report.ts';
import { createWatch, nothingLeft, surveyLeft } from './left.ts';
import { forgedObjects } from './pack-rest.ts';
import type { PlaceShare } from './share.ts';
import type { SurveyOptions } from './survey-options.ts';

/** Reads what is left. Of a damaged object git may have another copy, and then never looks at this one. */
export async function surveyLooseRest(
  repository: Repository,
  { directory, oids }: { readonly directory: string; readonly oids: readonly string[] },
  share: PlaceShare,
  options: SurveyOptions,
): Promise<PlaceSurvey> {
  const idsOf = (numbers: readonly number[]): string[] => numbers.map((number) => oids[number] ?? '');
  const streamed = nothingLeft();
  const watch = createWatch(options.detector, streamed);
  const remaining: string[] = [];
  const strange: Skipped[] = [];
  for (const oid of idsOf(share.left)) {
    options.signal.throwIfAborted();
    // git would wait for ever at a pipe.
    if (!isFile(directory, oid)) strange.push(notAFile(oid));
    else if (!(await isStreamed(directory, oid, watch))) remaining.push(oid);
  }
  const byGit = await surveyLeft(remaining, repository, options);
  return {
    place: { kind: 'loose', directory, oids },
    suspects: [...idsOf(share.suspects), ...streamed.suspects, ...byGit.suspects],
    pointers: [...idsOf(share.pointers), ...streamed.pointers, ...byGit.pointers],
    compressed: [...idsOf(share.compressed), ...streamed.compressed, ...byGit.compressed],
    blobs: share.blobs + streamed.blobs + byGit.blobs,
    commits: share.commits + streamed.commits + byGit.commits,
    bytes: share.bytes + streamed.bytes + byGit.bytes,
    skipped: [...strange, ...forgedObjects(idsOf(share.forged)), ...byGit.skipped],
    byGit: remaining.length,
  };
}

function isFile(directory: string, oid: string): boolean {
  const file = join(directory, oid.slice(0, 2), oid.slice(2));
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function notAFile(oid: string): Skipped {
  return { kind: 'unread', path: `object ${oid}`, reason: 'it is not a regular file' };
}

/** False if the object is damaged, or its content does not have its id. */
async function isStreamed(
  directory: string,
  oid: string,
  watch: ReturnType<typeof createWatch>,
): Promise<boolean> {
  try {
    for await (const piece of streamLoose(directory, oid)) watch(piece);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

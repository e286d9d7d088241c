/** What of git's own words may be repeated. git quotes files of a repository, and such a file may hold part of a key. */
import { isObjectId } from '../model/origin.ts';

/** A run of token characters; a body of a key, or a part of one that tells the rest, has no fewer. */
const RUN = /[A-Za-z0-9_-]{8,}/g;
const SHOWN = 4;
/** A word: letters of one case after the first, and hyphens, as in `multi-pack-index`. No random text reads so. */
const WORD = /^[A-Za-z][a-z]*(?:-[a-z]+)*$/;

/** Digits of an object's id that git takes for it; the body of a key may read as an id. */
const SHOWN_ID = 10;

/** @param known texts that we gave git ourselves, such as paths: they stay */
export function gitWords(text: string, known: readonly string[] = []): string {
  const isKnown = (run: string): boolean => known.some((one) => one.includes(run));
  return text.replace(RUN, (run) =>
    WORD.test(run) || isKnown(run) ? run : `${run.slice(0, isObjectId(run) ? SHOWN_ID : SHOWN)}…`,
  );
}

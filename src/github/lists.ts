/** Lists of GitHub that come in pages. */
import { UserError } from '../model/error.ts';

/** Ten thousand entries. */
const MOST_PAGES = 100;

/** Lists of all pages. A server that always has one more is not asked for ever. Throws `network`. */
export async function* listsOf<T>(
  pages: AsyncIterable<{ readonly data: readonly T[] }>,
): AsyncGenerator<readonly T[]> {
  let read = 0;
  for await (const { data } of pages) {
    if (read++ === MOST_PAGES)
      throw new UserError('network', `GitHub has more than the ${MOST_PAGES} pages that are read`);
    if (!Array.isArray(data))
      throw new UserError('network', 'GitHub answered without the list it was asked for');
    yield data;
  }
}

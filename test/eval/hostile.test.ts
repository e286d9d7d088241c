import { expect, test } from 'vitest';
import { HOSTILE_LISTS, hostileBodies } from '../support/corpus/hostile/lists.ts';
import { detect } from '../support/detect.ts';

test.each(HOSTILE_LISTS)(
  'lists none of the names of %s, as an identifier, a string or a key of a table',
  (list) => {
    const listed = hostileBodies(list, 1).flatMap((body) =>
      ['nh_', 'nvl_'].flatMap((prefix) =>
        [`int ${prefix}${body} = 0;`, `const x = "${prefix}${body}";`, `  ${prefix}${body}: 1,`].filter(
          (text) => detect(text).length > 0,
        ),
      ),
    );
    expect(listed).toEqual([]);
  },
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addId, createKnownIds, hasId } from '../../../src/git/objects/known-ids.ts';
import { createLinkCheck } from '../../../src/git/objects/links.ts';
import { TYPE } from '../../../src/git/objects/pack-tree.ts';

const OID = fc.uint8Array({ minLength: 20, maxLength: 20 });
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('a set of ids knows what was added, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(OID, { maxLength: 200 }), fc.array(OID, { maxLength: 50 }), (added, others) => {
      const known = createKnownIds(added.length);
      for (const oid of added) addId(known, oid, 0);
      const starts = new Set(added.map((oid) => hex(oid.subarray(0, 8))));
      for (const oid of [...added, ...others]) {
        const room = Buffer.concat([Buffer.from([7]), oid]);
        expect(hasId(known, room, 1)).toBe(starts.has(hex(oid.subarray(0, 8))));
      }
    }),
  );
});

const ENTRY = fc.record({
  mode: fc.constantFrom('40000', '100644', '100755', '120000', '160000'),
  name: fc.stringMatching(/^[a-z]{1,12}$/),
  oid: OID,
});

/** A tree, and where each entry is in it. */
function treeOf(entries: readonly { mode: string; name: string; oid: Uint8Array }[]) {
  const parts = entries.map(({ mode, name, oid }) => Buffer.concat([Buffer.from(`${mode} ${name}\0`), oid]));
  const ends = parts.map((_, i) => Buffer.concat(parts.slice(0, i + 1)).length);
  return { bytes: Buffer.concat(parts), places: ends.map((end, i) => [ends[i - 1] ?? 0, end] as const) };
}

test('of a tree every entry that touches a change is looked for, but no commit of another repository', () => {
  const changes = fc.array(fc.tuple(fc.nat(2000), fc.nat(40)), { maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(ENTRY, { maxLength: 60 }),
      fc.option(changes, { nil: undefined }),
      (entries, some) => {
        const { bytes, places } = treeOf(entries);
        const changed = some
          ?.map(
            ([from, length]) =>
              [Math.min(from, bytes.length), Math.min(from + length, bytes.length)] as const,
          )
          .toSorted(([a], [b]) => a - b)
          .filter(([from], i, all) => i === 0 || from > (all[i - 1]?.[1] ?? 0));
        const links = createLinkCheck(createKnownIds(0), 20, new Set());
        links.look(TYPE.tree, bytes, changed?.flat(), () => '');
        const touched = entries.filter(({ mode }, i) => {
          const [start = 0, end = 0] = places[i] ?? [];
          return mode !== '160000' && (changed?.some(([from, to]) => end > from && start < to) ?? true);
        });
        for (const { oid } of touched) expect([...links.unknown]).toContain(hex(oid));
        const all = new Set(entries.filter(({ mode }) => mode !== '160000').map(({ oid }) => hex(oid)));
        for (const oid of links.unknown) expect(all).toContain(oid);
      },
    ),
  );
});

test('of a commit the tree and the parents are looked for, at the end of a shallow clone only the tree', () => {
  const ids = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(40));
  const [tree, one, two, own] = ids as [string, string, string, string];
  const commit = Buffer.from(`tree ${tree}\nparent ${one}\nparent ${two}\nauthor x\n\nparent ${own}\n`);
  const unknownOf = (type: number, bytes: Uint8Array, ends: readonly string[]): string[] => {
    const links = createLinkCheck(createKnownIds(0), 20, new Set(ends));
    links.look(type, bytes, undefined, () => own);
    return [...links.unknown];
  };
  expect(unknownOf(TYPE.commit, commit, [])).toEqual([tree, one, two]);
  expect(unknownOf(TYPE.commit, commit, [own])).toEqual([tree]);
  expect(unknownOf(TYPE.tag, Buffer.from(`object ${one}\ntype commit\n`), [])).toEqual([one]);
  expect(unknownOf(TYPE.blob, commit, [])).toEqual([]);
});

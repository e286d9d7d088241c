/**
 * Whether what an object names is here: the parents and the tree of a commit, the entries of a tree, the object of a
 * tag. Checked while the objects pass by anyway, so that no second walk is needed. Of a tree that is a delta only the
 * entries that differ from its base are looked at, since the base's own were checked before.
 */
import type { Ranges } from './delta.ts';
import { hasId, type KnownIds } from './known-ids.ts';
import { TYPE } from './pack-tree.ts';

export interface LinkCheck {
  /**
   * Looks at the links of an object.
   *
   * @param changed stretches of a tree outside of which it equals a tree that was looked at; undefined: none does
   * @param oid gives the object's own id
   */
  look(type: number, bytes: Uint8Array, changed: Ranges | undefined, oid: () => string): void;
  /** Takes an id that was looked for elsewhere. */
  add(id: Uint8Array): void;
  /** Ids in hexadecimal digits that were named and are not known; no more are collected after `MAX_UNKNOWN`. */
  readonly unknown: ReadonlySet<string>;
}

/** With so many git has to be asked anyway. */
export const MAX_UNKNOWN = 10_000;

/** @param ends commits whose parents are not looked for: those at which a shallow clone ends */
export function createLinkCheck(known: KnownIds, oidBytes: number, ends: ReadonlySet<string>): LinkCheck {
  const unknown = new Set<string>();
  const add = (id: Uint8Array): void => {
    if (unknown.size < MAX_UNKNOWN) unknown.add(Buffer.from(id).toString('hex'));
  };
  const look = (bytes: Uint8Array, at: number): void => {
    if (!hasId(known, bytes, at)) add(bytes.subarray(at, at + oidBytes));
  };
  const id = new Uint8Array(oidBytes);
  const lookHex = (bytes: Uint8Array, at: number): void => {
    readHex(bytes, at, id);
    look(id, 0);
  };
  return {
    unknown,
    add,
    look(type, bytes, changed, oid) {
      if (type === TYPE.tree) lookAtTree(bytes, changed, oidBytes, look);
      else if (type === TYPE.tag) lookHex(bytes, OBJECT.length);
      else if (type === TYPE.commit) {
        lookHex(bytes, TREE.length);
        if (ends.size === 0 || !ends.has(oid())) lookAtParents(bytes, oidBytes, lookHex);
      }
    },
  };
}

type Look = (bytes: Uint8Array, at: number) => void;

/** A tag and a commit start with these, then the id in hexadecimal digits and a line end. */
const OBJECT = 'object ';
const TREE = 'tree ';
const PARENT = Buffer.from('parent ');

function lookAtParents(bytes: Uint8Array, oidBytes: number, look: Look): void {
  const line = 2 * oidBytes + 1;
  for (let at = TREE.length + line; startsWith(bytes, at, PARENT); at += PARENT.length + line)
    look(bytes, at + PARENT.length);
}

function startsWith(bytes: Uint8Array, at: number, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[at + i] !== start[i]) return false;
  return true;
}

/** Hexadecimal digits as bytes, until `into` is full. */
function readHex(bytes: Uint8Array, at: number, into: Uint8Array): void {
  for (let i = 0; i < into.length; i++)
    into[i] = (digit(bytes[at + 2 * i] ?? 0) << 4) | digit(bytes[at + 2 * i + 1] ?? 0);
}

/** The value of a lower-case hexadecimal digit. */
function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

/** The mode `160000`, a commit of another repository, starts with these; no other mode does. */
const [ONE, SIX] = [49, 54];
/** No mode is longer, so that no name ends before. */
const MODE = 6;

/** Looks at the id of each entry in a tree (`mode SP name NUL id`, repeated) that touches a changed stretch. */
function lookAtTree(bytes: Uint8Array, changed: Ranges | undefined, oidBytes: number, look: Look): void {
  const { length } = bytes;
  const ranges = changed ?? [0, length];
  let range = 0;
  for (let at = 0; at < length && range < ranges.length; ) {
    let end = at + MODE;
    while (end < length && bytes[end] !== 0) end++;
    const next = end + 1 + oidBytes;
    const isGitlink = bytes[at] === ONE && bytes[at + 1] === SIX;
    if (next >= (ranges[range] ?? 0) && next <= length && !isGitlink) look(bytes, end + 1);
    at = next;
    while (range < ranges.length && at > (ranges[range + 1] ?? 0)) range += 2;
  }
}

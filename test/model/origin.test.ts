import { describe, expect, it } from 'vitest';
import {
  contentPath,
  holdsNames,
  isTracked,
  type ObjectType,
  type Origin,
  objectId,
  pathText,
} from '../../src/model/origin.ts';

const OID = '0123456789abcdef0123456789abcdef01234567';
const object = (type: ObjectType, path?: string): Origin => ({
  kind: 'object',
  oid: OID,
  type,
  ...(path === undefined ? {} : { path }),
});
const message = (of: 'commit' | 'tag', part: 'message' | 'author' | 'tagger'): Origin => ({
  kind: 'message',
  of,
  part,
  oid: OID,
});

interface Facts {
  readonly text: string;
  readonly path?: string;
  readonly oid?: string;
  readonly tracked: boolean;
  readonly names?: true;
}

const ORIGINS: readonly (readonly [Origin, Facts])[] = [
  [
    { kind: 'file', path: 'a.ts' },
    { text: 'a.ts', path: 'a.ts', tracked: false },
  ],
  [
    { kind: 'file', path: 'a.ts', tracked: true },
    { text: 'a.ts', path: 'a.ts', tracked: true },
  ],
  [
    { kind: 'stdin', path: 'b.txt' },
    { text: 'b.txt', path: 'b.txt', tracked: false },
  ],
  [{ kind: 'stdin' }, { text: '<stdin>', tracked: false }],
  [object('blob', 'c.ts'), { text: 'c.ts', path: 'c.ts', oid: OID, tracked: true }],
  [object('blob'), { text: '<blob 0123456789ab>', oid: OID, tracked: true }],
  [object('tree'), { text: '<tree 0123456789ab>', oid: OID, tracked: true, names: true }],
  [
    { kind: 'name', of: 'path', path: 'd/e' },
    { text: 'd/e', tracked: true, names: true },
  ],
  [
    { kind: 'name', of: 'path' },
    { text: '<path name>', tracked: true, names: true },
  ],
  [
    { kind: 'name', of: 'ref' },
    { text: '<ref name>', tracked: true, names: true },
  ],
  [message('commit', 'message'), { text: '<commit message>', oid: OID, tracked: true }],
  [message('tag', 'tagger'), { text: '<tag tagger>', oid: OID, tracked: true }],
  [
    { kind: 'message', of: 'commit', part: 'author' },
    { text: '<commit author>', tracked: true },
  ],
  [
    { kind: 'member', of: { kind: 'file', path: 'f.zip' }, path: 'g/.env' },
    { text: 'f.zip!g/.env', path: 'g/.env', tracked: false },
  ],
  [
    { kind: 'member', of: { kind: 'member', of: object('blob', 'f.tgz'), path: 'h.zip' }, path: 'i' },
    { text: 'f.tgz!h.zip!i', path: 'i', oid: OID, tracked: true },
  ],
];

describe('an origin says for itself what was parsed out of its path before', () => {
  it.each(ORIGINS)('%j', (origin, { text, path, oid, tracked, names = false }) => {
    expect(pathText(origin)).toBe(text);
    expect(contentPath(origin)).toBe(path);
    expect(objectId(origin)).toBe(oid);
    expect(isTracked(origin)).toBe(tracked);
    expect(holdsNames(origin)).toBe(names);
  });
});

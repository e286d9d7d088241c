/** Writes files of a git directory that lie: sealed like git's own, with other content. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { git } from './run.ts';

const sha1 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha1')).digest();

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

/** The id of an object. */
export function idOf(type: ObjectType, content: string | Uint8Array): string {
  const bytes = Buffer.from(content);
  return sha1(`${type} ${bytes.length}\0`, bytes).toString('hex');
}

/** Where a loose object is. */
export function looseFile(cwd: string, oid: string): string {
  return join(cwd, '.git/objects', oid.slice(0, 2), oid.slice(2));
}

/** Files content as the loose object of an id, whatever its own id is. */
export function writeLoose(cwd: string, oid: string, type: ObjectType, content: string | Uint8Array): void {
  const file = looseFile(cwd, oid);
  const bytes = Buffer.from(content);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, deflateSync(Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes])));
}

/** The content of an object. */
export function contentOf(cwd: string, type: ObjectType, oid: string): Buffer {
  return execFileSync('git', ['cat-file', type, oid], { cwd });
}

const TYPES = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

/** An object for a pack. */
export interface Entry {
  /** Under which id the index files it; its own if undefined. `false`: the index leaves it out. */
  readonly oid?: string | false;
  readonly type: ObjectType;
  readonly content: string | Uint8Array;
  /** Offset that the index gives for it instead of its own. */
  readonly at?: number;
}

export interface PackOptions {
  /** Objects that the header counts; as many as there are if undefined. */
  readonly counted?: number;
  /** Changes the body of the index before it is sealed. */
  readonly edit?: (index: Buffer) => void;
  readonly name?: string;
}

/** Files objects in a pack with an index. @returns path without ending */
export function writePack(cwd: string, entries: readonly Entry[], options: PackOptions = {}): string {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(options.counted ?? entries.length, 8);
  const parts: Buffer[] = [head];
  const listed: { oid: string; offset: number; crc: number }[] = [];
  let offset = head.length;
  for (const { oid, type, content, at } of entries) {
    const bytes = Buffer.from(content);
    const part = Buffer.concat([headerOf(TYPES[type], bytes.length), deflateSync(bytes)]);
    if (oid !== false) listed.push({ oid: oid ?? idOf(type, bytes), offset: at ?? offset, crc: crcOf(part) });
    parts.push(part);
    offset += part.length;
  }
  const body = Buffer.concat(parts);
  const seal = sha1(body);
  const base = join(cwd, '.git/objects/pack', `pack-${options.name ?? seal.toString('hex')}`);
  mkdirSync(dirname(base), { recursive: true });
  writeFileSync(`${base}.pack`, Buffer.concat([body, seal]));
  writeFileSync(`${base}.idx`, sealed(indexOf(listed, seal), options.edit));
  return base;
}

/** Node 20.15 and 22.2 have it; git does not look at it when it reads. */
function crcOf(bytes: Uint8Array): number {
  return typeof crc32 === 'function' ? crc32(bytes) : 0;
}

function headerOf(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let rest = size >> 4;
  let byte = (type << 4) | (size & 15);
  while (rest > 0) {
    bytes.push(byte | 128);
    byte = rest & 127;
    rest >>= 7;
  }
  return Buffer.from([...bytes, byte]);
}

/** Version 2 of gitformat-pack(5), without its last hash. */
function indexOf(listed: readonly { oid: string; offset: number; crc: number }[], seal: Buffer): Buffer {
  const sorted = listed.toSorted((a, b) => (a.oid < b.oid ? -1 : 1));
  const numbers = (values: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(values.length * 4);
    for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, i * 4);
    return bytes;
  };
  const upTo = (first: number): number =>
    sorted.filter(({ oid }) => Number.parseInt(oid.slice(0, 2), 16) <= first).length;
  return Buffer.concat([
    Buffer.from('\xfftOc\0\0\0\x02', 'latin1'),
    numbers(Array.from({ length: 256 }, (_, first) => upTo(first))),
    ...sorted.map(({ oid }) => Buffer.from(oid, 'hex')),
    numbers(sorted.map(({ crc }) => crc)),
    numbers(sorted.map(({ offset }) => offset)),
    seal,
  ]);
}

function sealed(body: Buffer, edit: PackOptions['edit']): Buffer {
  edit?.(body);
  return Buffer.concat([body, sha1(body)]);
}

/** All objects of a repository, as `writePack` takes them, loose and packed. */
export function objectsOf(cwd: string): Required<Omit<Entry, 'at'>>[] {
  const listing = git(cwd, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname) %(objecttype)');
  return listing
    .trim()
    .split('\n')
    .map((line) => {
      const [oid = '', type = 'blob'] = line.split(' ') as [string, ObjectType];
      return { oid, type, content: contentOf(cwd, type, oid) };
    });
}

/** Puts objects in place of all that a repository has. */
export function replaceObjects(cwd: string, entries: readonly Entry[], options: PackOptions = {}): string {
  const objects = join(cwd, '.git/objects');
  rmSync(objects, { recursive: true });
  for (const name of ['pack', 'info']) mkdirSync(join(objects, name), { recursive: true });
  return writePack(cwd, entries, options);
}

/** Files of a kind in the directory of packs. */
export function packFiles(cwd: string, ending: string): string[] {
  const directory = join(cwd, '.git/objects/pack');
  return readdirSync(directory)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(directory, name));
}

/** Changes a file that git seals with the hash of all before, and seals it again. */
export function reseal(file: string, edit: (body: Buffer) => void): void {
  chmodSync(file, 0o600);
  writeFileSync(file, sealed(readFileSync(file).subarray(0, -20), edit));
}

const NO_PARENT = 0x70000000;

/**
 * Writes a commit-graph in which a commit has another parent, or none. Without the forgery git would read the commit
 * itself. Format: gitformat-commit-graph(5).
 */
export function forgeCommitGraph(cwd: string, commit: string, parent: string | undefined): void {
  git(cwd, 'commit-graph', 'write', '--reachable');
  reseal(join(cwd, '.git/objects/info/commit-graph'), (body) => {
    const chunk = (name: string): number => Number(body.readBigUInt64BE(body.indexOf(name, 8) + 4));
    const positionOf = (oid: string): number => {
      const at = body.indexOf(Buffer.from(oid, 'hex'), chunk('OIDL'));
      return (at - chunk('OIDL')) / 20;
    };
    const data = chunk('CDAT') + positionOf(commit) * 36;
    body.writeUInt32BE(parent === undefined ? NO_PARENT : positionOf(parent), data + 20);
  });
}

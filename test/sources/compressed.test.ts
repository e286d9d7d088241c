import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Skipped } from '../../src/model/report.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { compressionOf } from '../../src/sources/compressed.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const LEAK = `key = "${nouvelKey(6)}"\n`;
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** First bytes of real files of each format, as its own tool writes them. */
const STARTS: Readonly<Record<string, readonly Buffer[]>> = {
  gzip: [gzipSync('x')],
  zip: [hex('504b0304 1400'), hex('504b0506 0000'), hex('504b0708 504b0304')],
  zstd: [hex('28b52ffd 0458'), hex('502a4d18 0400 0000'), hex('5f2a4d18 0400 0000')],
  xz: [hex('fd377a585a00 0004')],
  bzip2: [hex('425a6839 314159265359 00'), hex('425a6831 177245385090 00000000')],
  '7z': [hex('377abcaf271c 0004')],
  rar: [hex('526172211a0700 cf90'), hex('526172211a070100 3392')],
  lz4: [hex('04224d18 64'), hex('02214c18 00')],
  lzma: [hex('5d00008000 ffffffffffffffff 0041')],
  lzip: [hex('4c5a495001 0c')],
  lzop: [hex('894c5a4f000d0a1a0a 1030')],
  compress: [hex('1f9d90 6162')],
  snappy: [hex('ff060000734e61507059 00')],
  cab: [hex('4d534346 00000000 2c00')],
  rpm: [hex('edabeedb 0300')],
  deb: [Buffer.from('!<arch>\ndebian-binary   1')],
  xar: [hex('78617221 001c 0001')],
  'git pack': [Buffer.from('PACK\0\0\0\x02\0\0\0\x03')],
  'git bundle': [Buffer.from('# v2 git bundle\n')],
};

test.each(Object.entries(STARTS))('%s is recognised by its content', (format, starts) => {
  for (const start of starts) {
    expect(compressionOf(start)).toBe(format);
    expect(compressionOf(start.subarray(0, 2))).toBeUndefined();
  }
});

test('text, and containers that keep text as it is, are not compressed', () => {
  const tar = Buffer.alloc(1024);
  tar.write('name.txt');
  tar.write('ustar\0', 257);
  const others = [
    tar,
    Buffer.from('!<arch>\nlib.o/'),
    Buffer.from('# v2 of it'),
    Buffer.from('PK is a name'),
  ];
  for (const bytes of [Buffer.alloc(0), ...others]) expect(compressionOf(bytes)).toBeUndefined();
  const lines = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 });
  fc.assert(fc.property(lines, (text) => compressionOf(Buffer.from(`${text} `)) === undefined));
});

/** A zip archive of one file. */
function zipOf(text: string): Buffer {
  const data = deflateRawSync(text);
  const header = hex('504b0304 1400 0000 0800 0000 0000 00000000 00000000 00000000 0100 0000');
  header.writeUInt32LE(data.length, 18);
  return Buffer.concat([header, Buffer.from('a'), data]);
}

function coverage(
  cwd: string,
  args: readonly string[],
): { code: number | null; skipped: readonly Skipped[] } {
  const { code, out } = leakward(cwd, [...args, '-f', 'json']);
  return { code, skipped: (JSON.parse(out) as { coverage: { skipped: Skipped[] } }).coverage.skipped };
}

const closed = (path: string, format?: string): Skipped => ({
  kind: 'excluded',
  path,
  reason: `compressed, not opened${format === undefined ? '' : ` (${format})`}`,
});

describe('compressed files are named as not opened', () => {
  test('by content, not by name; with exit 0, and 3 where nothing else was named', () => {
    const cwd = directoryOf({ 'a.txt': gzipSync(LEAK), 'b.docx': zipOf(LEAK), 'c.gz': 'text\n' });
    expect(coverage(cwd, ['scan'])).toEqual({
      code: 0,
      skipped: [closed('a.txt', 'gzip'), closed('b.docx', 'zip')],
    });
    expect(coverage(cwd, ['scan', 'a.txt'])).toEqual({ code: 3, skipped: [closed('a.txt', 'gzip')] });
    expect(coverage(cwd, ['scan', 'a.txt', 'c.gz']).code).toBe(0);
    expect(leakward(cwd, ['scan', '-'], { input: gzipSync(LEAK) }).code).toBe(3);
  });

  test('what they hold uncompressed is found all the same', () => {
    const cwd = directoryOf({ 'a.zip': Buffer.concat([zipOf('x'), Buffer.from(`\n${LEAK}`)]) });
    expect(coverage(cwd, ['scan'])).toEqual({ code: 1, skipped: [closed('a.zip', 'zip')] });
  });

  test.each(FORMATS)('in the format %s', (format) => {
    const cwd = directoryOf({ 'a.txt': gzipSync(LEAK), 'c.txt': 'text\n' });
    const { code, out } = leakward(cwd, ['scan', '-f', format]);
    expect([code, out]).toEqual([0, expect.stringMatching(/compressed, not opened/)]);
    expect(out).toContain('a.txt');
    if (['pretty', 'github', 'markdown', 'html'].includes(format))
      expect(out).toContain('1 compressed, not opened');
  });

  test('in the history: what is in HEAD by path, the rest by object; also by git, from memory and in a range', () => {
    const cwd = directoryOf({ 'd/a.bin': gzipSync('one') });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-qm', 'one');
    const old = git(cwd, 'rev-parse', 'HEAD:d/a.bin').trim();
    writeFileSync(join(cwd, 'd/a.bin'), zipOf(LEAK));
    git(cwd, 'commit', '-qam', 'two');
    const expected = [closed('d/a.bin'), closed(`object ${old}`)];
    const inHistory = (...args: string[]) => {
      const { code, skipped } = coverage(cwd, ['history', ...args]);
      return [code, ...skipped.toSorted((a, b) => a.path.localeCompare(b.path))];
    };
    expect(inHistory('--no-cache')).toEqual([0, ...expected]);
    git(cwd, 'gc', '-q');
    for (let run = 0; run < 2; run++) expect(inHistory()).toEqual([0, ...expected]);
    expect(coverage(cwd, ['history', '--range', 'HEAD~..HEAD'])).toEqual({
      code: 0,
      skipped: [closed('d/a.bin')],
    });
    expect(coverage(cwd, ['diff', 'HEAD~..HEAD'])).toEqual({ code: 0, skipped: [closed('d/a.bin')] });
    expect(leakward(cwd, ['history']).out).toContain('2 compressed, not opened');
  });

  test('in the index', () => {
    const cwd = directoryOf({ 'a.jar': zipOf(LEAK) });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '-A');
    expect(coverage(cwd, ['diff', '--staged'])).toEqual({ code: 0, skipped: [closed('a.jar', 'zip')] });
    expect(leakward(cwd, ['guard', 'pre-commit'])).toEqual({ code: 0, out: '', err: '' });
  });

  test('behind a link, and in a directory', () => {
    const cwd = directoryOf({ 'd/a': gzipSync(LEAK) });
    symlinkSync('d/a', join(cwd, 'link'));
    expect(coverage(cwd, ['scan', 'link'])).toEqual({ code: 3, skipped: [closed('link', 'gzip')] });
    expect(coverage(cwd, ['scan', 'd'])).toEqual({ code: 3, skipped: [closed('d/a', 'gzip')] });
  });
});

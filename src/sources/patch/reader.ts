/**
 * Unified diffs, as git, diff and mail write them, read as they come: the new side of each hunk, and the text between
 * hunks, such as the head of a mail and a commit's message. Keeps a window in memory, whatever the size of the patch.
 */
import type { BytePath } from '../../git/byte-path.ts';
import { type Piece, WINDOW } from '../windows.ts';
import { HUNK, type OpenHunk, openHunk } from './hunk.ts';
import { createLineSplitter, type LinePart } from './lines.ts';
import { createNameReader, type PatchNames } from './names.ts';
import type { Section } from './section.ts';

export interface ReadPatch extends PatchNames {
  /** Files with a hunk that has fewer or more lines than its header says. */
  readonly torn: readonly BytePath[];
  readonly bytes: number;
}

export interface PatchReader {
  push(chunk: Buffer): void;
  end(): ReadPatch;
}

/** Headers are shorter: a longer line is text. */
const MAX_HEADER = 64 << 10;
/** Lines that say which file is meant if a hunk follows, and are text if none does: of diff, of git and of Subversion. */
const CANDIDATE = /^(?:--- |\+\+\+ |diff -(?!-)|Index: |={3,}\r?$)/;
const MAX_CANDIDATES = 8;
const NOTHING = Buffer.alloc(0);

/** @param onPiece gets the pieces of each section in order; their bytes are good until it returns */
export function createPatchReader(onPiece: (section: Section, piece: Piece) => void): PatchReader {
  const names = createNameReader();
  const torn: BytePath[] = [];
  const writer = createSectionWriter(onPiece);
  let hunk: OpenHunk | undefined;
  let candidates: string[] = [];
  let line = 0;
  let bytes = 0;

  const text = (part: Buffer, isEnd: boolean, start = line): void => {
    writer.open({ kind: 'text', start });
    writer.write(part, isEnd);
  };
  /** @param next number of the line that follows them */
  const flush = (next: number): void => {
    const start = next - candidates.length;
    for (const one of candidates.splice(0)) text(Buffer.from(one, 'latin1'), true, start);
  };
  const closeHunk = (): void => {
    if (hunk?.isTorn() === true) torn.push(names.path());
    if (hunk !== undefined) writer.close();
    hunk = undefined;
  };
  const startHunk = (header: RegExpExecArray): void => {
    names.readPair(
      candidates.findLast((one) => one.startsWith('--- ')),
      candidates.findLast((one) => one.startsWith('+++ ')),
    );
    candidates = [];
    writer.close();
    hunk = openHunk(header, names.path());
    writer.open(hunk.section);
  };
  const readBetween = ({ bytes: part, isStart, isEnd }: LinePart): void => {
    const isShort = isStart && isEnd && part.length <= MAX_HEADER;
    const header = isShort ? part.toString('latin1') : '';
    const found = HUNK.exec(header);
    if (found !== null) {
      startHunk(found);
      return;
    }
    const isCandidate = CANDIDATE.test(header);
    if (!isCandidate || candidates.length === MAX_CANDIDATES) flush(line);
    if (isCandidate) candidates.push(header);
    else text(names.read(header) ? NOTHING : part, isEnd);
  };
  const splitter = createLineSplitter((part) => {
    if (part.isStart) line++;
    const taken = hunk?.take(part) ?? 'not-in-hunk';
    if (taken === 'not-in-hunk') {
      closeHunk();
      readBetween(part);
    } else if (taken !== 'left-out') writer.write(taken, part.isEnd);
  });
  return {
    push(chunk) {
      bytes += chunk.length;
      splitter.push(chunk);
    },
    end() {
      splitter.end();
      flush(line + 1);
      closeHunk();
      writer.close();
      return { ...names.names(), torn, bytes };
    },
  };
}

/** Gathers the lines of a section to pieces. */
function createSectionWriter(onPiece: (section: Section, piece: Piece) => void) {
  const buffer = Buffer.allocUnsafe(WINDOW);
  let section: Section | undefined;
  let length = 0;
  let at = 0;
  let isBlank = true;
  const give = (isLast: boolean): void => {
    if (section !== undefined) onPiece(section, { at, bytes: buffer.subarray(0, length), isLast });
    at += length;
    length = 0;
  };
  const put = (bytes: Uint8Array): void => {
    for (let from = 0; from < bytes.length; ) {
      if (length === WINDOW) give(false);
      const some = bytes.subarray(from, from + WINDOW - length);
      buffer.set(some, length);
      length += some.length;
      from += some.length;
    }
  };
  return {
    /** Lines of text that follow each other are one section. */
    open(next: Section): void {
      if (section !== undefined && section.kind === 'text' && next.kind === 'text') return;
      section = next;
      length = 0;
      at = 0;
      isBlank = true;
    },
    write(bytes: Uint8Array, isEnd: boolean): void {
      if (bytes.length > 0) isBlank = false;
      put(bytes);
      if (isEnd) put(LINE_END);
    },
    close(): void {
      if (!isBlank || at > 0) give(true);
      section = undefined;
      isBlank = true;
      at = 0;
      length = 0;
    },
  };
}

const LINE_END = Uint8Array.of(10);

/** From a hit of an encoded form to the view of what it encodes. */
import type { Encoding } from '../../model/finding.ts';
import type { FormKind, WrittenAs } from '../needles.ts';
import { decodeBase64 } from './base64.ts';
import {
  decodeEscapes,
  type ReadEscape,
  readEscape,
  readHtml,
  readMarkdown,
  readPercent,
} from './escapes.ts';
import { decodeHex } from './hex.ts';
import { byteOrderAt, decodeUtf16 } from './utf16.ts';
import { type Decoded, innerView, type View } from './view.ts';

type EncodedKind = Exclude<FormKind, 'plain'>;
/** Kinds in which only some characters are escaped. */
export type EscapeKind = keyof typeof ESCAPES;
type Decode = (bytes: Uint8Array, at: number, form: WrittenAs) => readonly [Decoded, Encoding];

const ESCAPES = {
  percent: readPercent,
  escape: readEscape,
  html: readHtml,
  markdown: readMarkdown,
} as const satisfies Partial<Record<EncodedKind, ReadEscape>>;

const escapes =
  (kind: EscapeKind): Decode =>
  (bytes, at) => [decodeEscapes(bytes, at, ESCAPES[kind]), kind];

/** True if an escape of this kind that stands for one character starts at `at`. */
export function startsEscape(kind: EscapeKind, bytes: Uint8Array, at: number): boolean {
  return ESCAPES[kind](bytes, at) !== undefined;
}

/** How each kind of form is read. */
const DECODERS = {
  utf16: (bytes, at) => {
    const order = byteOrderAt(bytes, at);
    return [decodeUtf16(bytes, at, order), `utf-16${order}`];
  },
  base64: (bytes, at, form) => [decodeBase64(bytes, at, form.phase), 'base64'],
  hex: (bytes, at) => [decodeHex(bytes, at), 'hex'],
  percent: escapes('percent'),
  escape: escapes('escape'),
  html: escapes('html'),
  markdown: escapes('markdown'),
} as const satisfies Record<EncodedKind, Decode>;

/** The view of what stands encoded round `at`. */
export function decodeAt(view: View, at: number, form: WrittenAs & { readonly kind: EncodedKind }): View {
  const decode: Decode = DECODERS[form.kind];
  const [decoded, encoding] = decode(view.bytes, at, form);
  return innerView(view, decoded, encoding);
}

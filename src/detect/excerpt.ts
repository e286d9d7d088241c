/**
 * What a report shows of a finding's line: the name that the key is given to, and the masked key. Nothing else of the
 * line is shown: a log or a settings file has other secrets beside the key, and no detector knows them all.
 */
import type { Excerpt } from '../model/finding.ts';
import { randomness } from './randomness/randomness.ts';

/** Bytes before a finding in which its name is looked for. */
const REACH = 192;
/** From this length on a name must read as a name. Below, the model cannot tell. */
const LEAST_RANDOM = 8;

/** A name and what joins it to its value: a type, an operator, quotes, the scheme of a header. */
const ASSIGNED =
  /(["'`]|<|)\b([A-Za-z_$][\w$.-]{0,63})((?:\s*:\s*&?(?:'static )?(?:str|[sS]tring))?["'`\\\])]{0,4}\s*(?:=>|:=|<-|[?!+.]?={1,3}|>|:(?=[\s"'`\\]))\s*[@$frbFRBu]{0,2}[\\"'`({[<]{0,4}(?:(?:bearer|token|basic|apikey) )?)$/i;
/** `--flag value`, `ENV NAME value`: only a long flag and a constant can be told from a value in front of a blank. */
const GIVEN = /()(--[a-z][a-z0-9-]{1,40}|\b[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){1,4})([ \t]+["'`]?)$/;
/** Before a name. Behind any other character the text may be a value itself: `user:password=…`, `://user:…`. */
const STARTS_NAME = /(?:^|[\s"'`({[<,;?|*+$-]|(?<!\s)&)$/;

/** A part of a blob that must not be shown, and what is shown in its place. */
export interface Masked {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The name in front of `[start, end)`, where there is one, and `text` in place of what is there. */
export function excerptOf(bytes: Uint8Array, { start, end, text }: Masked): Excerpt {
  const before = nameBefore(textBefore(bytes, start));
  const after = closing(before, bytes[end]);
  return { text: `${before}${text}${after}`, start: before.length, length: text.length };
}

const UTF8 = new TextDecoder('utf-8');

/** UTF-16 reads as ASCII without its zeros. */
function textBefore(bytes: Uint8Array, at: number): string {
  return UTF8.decode(bytes.subarray(Math.max(0, at - REACH), at)).replaceAll('\0', '');
}

/** The name with what joins it to its value, on one line; empty where it cannot be told from a value. */
function nameBefore(text: string): string {
  const found = ASSIGNED.exec(text) ?? GIVEN.exec(text);
  if (found === null) return '';
  const [whole, opening = '', name = '', joint = ''] = found;
  if (!STARTS_NAME.test(text.slice(0, -whole.length) + opening) || isRandom(name)) return '';
  if (joint.trimStart().startsWith('>') && opening !== '<') return '';
  const isClosed = joint.startsWith(opening === '<' ? '>' : opening);
  return (isClosed ? opening : '') + name + joint.replace(/\s+/g, ' ');
}

function isRandom(name: string): boolean {
  return name.length >= LEAST_RANDOM && randomness(name).verdict !== 'name';
}

/** The quote that ends what a quote began. */
function closing(before: string, next: number | undefined): string {
  const last = before.at(-1);
  return last !== undefined && '"\'`'.includes(last) && next === last.charCodeAt(0) ? last : '';
}

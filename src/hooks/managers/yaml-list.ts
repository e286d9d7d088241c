/**
 * An item of ours in a list of a hook manager's YAML. What is written is read again first: it has to mean what it meant
 * before, and our item. Where the list is of the usual form the text is left as it is, and the item put between marks;
 * any other form is written anew, with its comments.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Document, isCollection, isMap, isSeq, parse, parseDocument, type YAMLSeq } from 'yaml';
import { UserError } from '../../model/error.ts';
import { BEGIN, END, marked, withoutBlock } from '../block.ts';

/** What to put into which list. */
export interface ListItem {
  /** Key of the list at the top level. */
  readonly key: string;
  /** A YAML sequence of just the item. */
  readonly lines: readonly string[];
  /** True for an item that earlier versions or another source may have made. */
  readonly isOurs: (item: unknown) => boolean;
}

type Values = Readonly<Record<string, unknown>>;

/** The text with the item at the end of the list. Errors: `bad-config` for what is no YAML; `refused`. */
export function withItem(text: string, file: string, item: ListItem): string {
  return onLines(text, (bare) => {
    const { document, values } = read(bare, file);
    const listed = listIn(values, item.key, file);
    const [value] = parse(item.lines.join('\n')) as unknown[];
    const expected = { ...values, [item.key]: [...listed, value] };
    const made = [spliced(bare, document, item), edited(document, listed, value, item.key, styleOf(bare))];
    return checked(made, expected, file, item);
  });
}

/** The text without the item. Errors: as `withItem`. */
export function withoutItem(text: string, file: string, item: ListItem): string {
  if (!text.includes(BEGIN)) return text;
  return onLines(text, (bare) => {
    if (bare.includes(`${END}\n`)) return withoutBlock(bare, file);
    const { document, values } = read(bare, file);
    const listed = listIn(values, item.key, file);
    const expected = { ...values, [item.key]: listed.filter((one) => !item.isOurs(one)) };
    const list = document.get(item.key, true);
    if (isSeq(list)) {
      list.items = list.items.filter((_, i) => !item.isOurs(listed[i]));
      list.flow ||= list.items.length === 0;
    }
    const lines = document.toString(styleOf(bare)).split('\n');
    return checked([lines.filter((line) => line.trim() !== BEGIN).join('\n')], expected, file, item);
  });
}

/** Works on lines that end as ours do. */
function onLines(text: string, work: (text: string) => string): string {
  if (!text.includes('\r\n')) return work(text);
  return work(text.replaceAll('\r\n', '\n')).replaceAll('\n', '\r\n');
}

function read(text: string, file: string): { readonly document: Document; readonly values: Values } {
  const document = parseDocument(text) as unknown as Document;
  const [error] = document.errors;
  if (error !== undefined) {
    const [{ line, col }] = error.linePos ?? [{ line: 1, col: 1 }];
    throw new UserError('bad-config', `${file}:${line}:${col}: not YAML (${error.code})`);
  }
  const values = valuesOf(document);
  if (values !== undefined) return { document, values };
  throw new UserError('refused', `${file} is no mapping of settings, so nothing can be put into it`);
}

/** Undefined for what is no mapping, or has aliases without end. */
function valuesOf(document: Document): Values | undefined {
  if (document.contents === null) return {};
  if (!isMap(document.contents)) return undefined;
  try {
    return document.toJS() as Values;
  } catch {
    return undefined;
  }
}

function listIn(values: Values, key: string, file: string): readonly unknown[] {
  const value = values[key] ?? [];
  if (Array.isArray(value)) return value;
  // lefthook takes one file for a list of one.
  if (typeof value === 'string') return [value];
  throw new UserError('refused', `${file}: “${key}” is no list, so nothing can be put into it`);
}

/** The item behind the others, in a block of its own; undefined where the list is no block. */
function spliced(text: string, document: Document, { key, lines }: ListItem): string | undefined {
  const list = document.get(key, true);
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  if (list === undefined) return start + marked([`${key}:`, ...lines.map((line) => `  ${line}`)]);
  const place = isSeq(list) && list.flow !== true ? placeBehind(start, list) : undefined;
  if (place === undefined) return undefined;
  return start.slice(0, place.at) + marked(lines.map((line) => place.indent + line)) + start.slice(place.at);
}

/** The start of the line behind the last item, and what lines of items start with. */
function placeBehind(text: string, { items }: YAMLSeq): { at: number; indent: string } | undefined {
  const [first, last] = [items[0], items.at(-1)];
  const [from, to] = [rangeOf(first)?.[0], rangeOf(last)?.[1]];
  if (from === undefined || to === undefined) return undefined;
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1);
  const at = text[to - 1] === '\n' ? to : text.indexOf('\n', to) + 1;
  return { at, indent: /^[ \t]*/.exec(line)?.[0] ?? '' };
}

function rangeOf(node: unknown): readonly number[] | undefined {
  return (node as { range?: readonly number[] } | undefined)?.range;
}

interface Style {
  readonly lineWidth: 0;
  readonly indentSeq: boolean;
}

/** Nothing is folded, and lists are indented as they were. */
function styleOf(text: string): Style {
  return { lineWidth: 0, indentSeq: !/:[ \t]*\n- /.test(text) };
}

/** The document written anew with the item. */
function edited(
  document: Document,
  listed: readonly unknown[],
  value: unknown,
  key: string,
  style: Style,
): string {
  const node = document.createNode(value);
  node.commentBefore = BEGIN.slice(1);
  const list = document.get(key, true);
  if (isSeq(list)) {
    // In block style, unless the collection around it is in flow style.
    if (list.items.length === 0) list.flow = false;
    list.add(node);
  } else {
    const made = document.createNode([...listed]);
    if (isCollection(made)) made.add(node);
    document.set(key, made);
  }
  return document.toString(style);
}

/** The first of the texts that means what it should. Errors: `refused`. */
function checked(
  texts: readonly (string | undefined)[],
  expected: Values,
  file: string,
  { key, lines }: ListItem,
): string {
  for (const text of texts) {
    const document = text === undefined ? undefined : (parseDocument(text) as unknown as Document);
    if (document?.errors.length === 0 && isDeepStrictEqual(valuesOf(document), expected)) return text ?? '';
  }
  throw new UserError('refused', `${file}: “${key}” cannot be changed without changing more`, {
    // JSON is YAML in flow style: one line that can be pasted.
    hint: `add this item to “${key}”: ${JSON.stringify(parse(lines.join('\n'))[0])}`,
  });
}

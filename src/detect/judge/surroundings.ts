/** The text round a candidate, at every level of encoding, and what it says of the name and the syntax. */
import { latin1 } from '../alphabet.ts';
import type { View } from '../decode/view.ts';

/** Bytes of text to each side that a judgement may look at. */
export const CONTEXT_REACH = 640;

/** How a candidate is written where it stands. */
export type Syntax = 'assignment' | 'header' | 'string' | 'text';

export interface Surroundings {
  readonly before: string;
  readonly after: string;
  readonly syntax: Syntax;
  /** Name of the variable, field or header the candidate is given to, as written; empty if none. */
  readonly name: string;
  /** Part of an URL, as path, query or fragment. */
  readonly inUrl: boolean;
}

/** Surroundings of `[start, end)` of a view, and of the run it was decoded from in each outer view. */
export function surroundingsOf(view: View, start: number, end: number): Surroundings[] {
  const here = readSurroundings(
    latin1(view.bytes, start - CONTEXT_REACH, start),
    latin1(view.bytes, end, end + CONTEXT_REACH),
  );
  if (view.outer === undefined) return [here];
  return [here, ...surroundingsOf(view.outer.view, view.outer.start, view.outer.end)];
}

const HEADER =
  /\b(?:authorization|proxy-authorization|x-[a-z0-9-]+|[a-z-]*(?:api-?key|token))["'`]?\s*[:,=]\s*["'`]?(?:bearer |token |basic |apikey )?$/i;
const BEARER = /\bbearer\s+(?:\$?["'`(]*)$/i;
/** A name, what may close it, an operator of assignment with a type or a call before it at most, an opening quote. */
const ASSIGNED =
  /([A-Za-z_$][\w$.-]{0,79}(?:\[["']?[\w.-]{1,60}["']?\])?)["'`\]\\]{0,3}\s*(?::\s*(?:[&*]?[A-Za-z_][\w<>., []{0,30}\]?|\w+)\s*=|[:=!?]?=>?|:=|:|<-|=>|,)\s*(?:[A-Za-z_.]{1,30}[!]?\(|new \w+\()?[@$frbFRBu]{0,2}\\{0,2}["'`]?$/;
const ELEMENT = /<([A-Za-z_][\w.:-]{0,60})(?:\s[^<>]{0,200})?>\s*$/;
const COMMAND =
  /(?:^|[\s;&|("'`])(?:(?:ENV|ARG|SET|set|setx|export|SETENV|setenv|secret|put|--?[A-Za-z][\w-]*)\s+)?(-{0,2}[A-Za-z_][\w-]{1,60})[ \t]+["'`]?$/;
const NAME_VALUE =
  /\bname["'>]?\s*[:=]\s*["']?([A-Za-z_][\w.-]{1,60})["']?[\s,]*(?:["']?type["']?\s*[:=]\s*["']?\w+["']?[\s,]*)?["']?(?:value|default)["']?\s*[:=]\s*["'`]?$/i;
const URL_BEFORE = /[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>]*$/i;
const URL_PARAMETER = /[?&#;]([\w.-]{1,60})=$/;
const QUOTE_BEFORE = /["'`]$/;
const QUOTE_AFTER = /^\\{0,2}["'`]/;

function readSurroundings(before: string, after: string): Surroundings {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const inUrl = URL_BEFORE.test(line);
  const parameter = URL_PARAMETER.exec(line)?.[1];
  if (inUrl) {
    return {
      before,
      after,
      inUrl,
      name: parameter ?? '',
      syntax: parameter === undefined ? 'text' : 'assignment',
    };
  }
  const name = nameOf(before, line);
  return { before, after, inUrl, name, syntax: syntaxOf(line, after, name) };
}

function nameOf(before: string, line: string): string {
  const found =
    NAME_VALUE.exec(before.slice(-200)) ??
    URL_PARAMETER.exec(line) ??
    ASSIGNED.exec(line) ??
    ELEMENT.exec(line) ??
    commandName(line) ??
    lineBefore(before);
  return found?.[1] ?? '';
}

/** `ENV NAME value`, `--api-key value`: a word before a blank is a name only if it looks like one. */
function commandName(line: string): RegExpExecArray | null {
  const found = COMMAND.exec(line);
  return found?.[1] !== undefined && /^-|_|[a-z][A-Z]|^[A-Z]+$/.test(found[1]) ? found : null;
}

/** A value on a line of its own belongs to the name that ends the line before: YAML blocks, wrapped assignments. */
function lineBefore(before: string): RegExpExecArray | null {
  return /([A-Za-z_][\w.-]{0,60})["']?\s*(?::=|[:=])\s*[|>]?-?\s*\\?\r?\n[ \t]*["'`]?$/.exec(
    before.slice(-160),
  );
}

function syntaxOf(line: string, after: string, name: string): Syntax {
  if (BEARER.test(line) || HEADER.test(line)) return 'header';
  if (name !== '') return 'assignment';
  return QUOTE_BEFORE.test(line) && QUOTE_AFTER.test(after) ? 'string' : 'text';
}

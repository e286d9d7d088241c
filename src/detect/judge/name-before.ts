/** The name of the variable, field, header or argument that a value is given to, read from the text before it. */
import { type Ending, ending } from './ending.ts';
import { nameKindOf } from './name-kind.ts';

/**
 * What may close a name, and open a value: quotes that JSON inside JSON escapes again and again. The brackets of an
 * index belong to the name.
 */
const CLOSE = String.raw`["'\`\]\\]{0,9}?`;
const OPEN = String.raw`\{?[@$frbFRBu]{0,2}\\{0,7}["'\`]?[*_]{0,2}`;
const NAME = String.raw`[A-Za-z_$][\w$.-]{0,79}(?:\[["']?[\w.-]{1,60}["']?\])?`;
/** A type that may stand between a name and its value: `: &str =`, `: string =`. */
const TYPED = String.raw`:\s*(?:([a-z][\w-]*)|[&*]?[A-Za-z_][\w<>., []{0,30}\]?)\s*=`;
/** A call or a constructor at most, directly before the value. */
const CALL = String.raw`(?:[A-Za-z_.]{1,30}!?\(|new \w+\()?`;

/** `name = value`, `"name": value`, `name := value`, `name -> value`, `name ?? value`. */
const ASSIGNED = ending(
  new RegExp(
    String.raw`(${NAME})${CLOSE}\s*(?:${TYPED}|[:=!?+]?=>?|:|<-|->|<<<|\?\?=?|\|\|=?|\bor\b)\s*${CALL}${OPEN}$`,
  ),
);
/** `${NAME:-value}`, `${NAME-value}`. */
const DEFAULTED = ending(/\$\{(\w{1,80}):?[-=+?]["'`]?$/);
/** `set("NAME", "value")`, `(:name, "value")`: a pair names its value only if the first is a name that says something. */
const PAIRED = ending(
  new RegExp(String.raw`(?<![\w.$/-])([A-Za-z_$][\w$-]{0,79})${CLOSE}\s*,\s*${CALL}${OPEN}$`),
);
/** `{"name": "NAME", "value": "value"}`, `<add key="NAME" value="value">`, `- name: NAME`, `ParameterKey=NAME,…`. */
const NAME_VALUE = ending(
  /\b(?:name|key|header|variable|var|id|\w+Key|\w+Name)["'>\\]{0,4}\s*[:=]\s*\\{0,3}["']?([A-Za-z_][\w./-]{1,60})\\{0,3}["']?[\s,]*(?:["']?type["']?\s*[:=]\s*["']?\w+["']?[\s,]*)?\\{0,3}["']?\w*(?:value|default|val)\\{0,3}["']?\s*[:=]\s*\\{0,3}["'`]?$/i,
);
/** `<name>value`, `<string name="NAME">value`, `<key>NAME</key><string>value`. */
const ELEMENT = ending(
  /<key>([^<>]{1,60})<\/key>\s*<string>\s*$|<\w[\w.:-]*\s[^<>]*?\b(?:name|key|id)=["']([^"'<>]{1,60})["'][^<>]*>\s*$|<([A-Za-z_][\w.:-]{0,60})(?:\s[^<>]{0,200})?>\s*(?:<!\[CDATA\[)?$/i,
);
/** Elements of HTML that only say how text looks. */
const PRESENTED =
  /^(?:a|b|br|cite|code|dd|div|dt|em|font|h[1-6]|i|kbd|li|mark|p|pre|samp|small|span|strong|sub|sup|td|th|tt|u|var)$/i;
/** A part of a form: RFC 7578. */
const FORM_DATA = ending(/\bname="([^"\r\n]{1,80})"[^\r\n]*\r?\n(?:[\w-]+:[^\r\n]*\r?\n)*\r?\n$/);
/** `NAME: { value: …`, `variable "NAME" { default = …`: the name of a value that is only called that. */
const ENCLOSED = ending(
  /([A-Za-z_][\w-]{0,60})["'\\]{0,3}\s*[:=]?\s*\{\s*(?:[^{}]{0,120}[,;\n]\s*)?["'\\]{0,3}(?:value|default|val|data)["'\\]{0,3}\s*[:=]\s*\\{0,3}["'`]?$/i,
);
const DECLARED = ending(
  /(?:^|[\s;&|("'`])(?:ENV|ARG|SET|set|setx|export|SETENV|setenv|secret|put|add)\s+(\$?[A-Za-z_][\w.-]{1,60})[ \t]+["'`]?$/,
);
const OPTION = ending(/(?:^|[\s;&|("'`])(--?[A-Za-z][\w-]{1,60})["',]{0,3}[ \t]+["'`]?$/);
/** `password K`, `the token (of the test account) is K`. */
const SAID = ending(
  /(?<![\w.$/-])([A-Za-z_][\w-]{1,60})["'`*]*(?:\s*\([^()]{0,60}\))?(?:\s+(?:is|was))?\s*:?\s+(?:now\s+)?["'`*]*$/i,
);
const LINE_ABOVE = ending(
  /([A-Za-z_][\w.-]{0,60})["']?\s*(?::=|[:=])\s*[|>(]?[-+]?\s*(?:"{3}|'{3})?\s*\\?\r?\n[ \t]*["'`]?$/,
);
/** An element of a list: `names: ["a", "K"`, `NAMES=a,K`, a list of YAML. */
const LISTED = ending(
  new RegExp(
    String.raw`(${NAME})${CLOSE}\s*(?:${TYPED}|[:=]|=>|:=)\s*(?:new )?[\w.<>]{0,20}[[({]\s*(?:\\{0,7}["'\`][^"'\`\n]{0,130}["'\`]\s*,\s*){0,40}\\{0,7}["'\`]?$`,
  ),
);
const COUNTED = ending(/([A-Za-z_]\w{0,79})\s*[=:]\s*["']?(?:[\w.-]{8,130}[,;]\s*){1,20}$/);
const YAML_LIST = ending(
  /([A-Za-z_][\w.-]{0,60})["']?\s*:\s*\r?\n(?:[ \t]*-[ \t]+\S{1,130}[ \t]*\r?\n){0,40}[ \t]*-[ \t]+["'`]?$/,
);
const PARAMETER = ending(/[?&#;]([\w.[\]%-]{1,60})=$/);
const CALLED = ending(/([A-Za-z_$][\w$.:]{0,79})\s*\(\s*[@$frbu]?\\{0,7}["'`]$/);

/** @param before text up to the value. @param line the part of it on the value's own line. */
export function nameBefore(before: string, line: string): string {
  return (
    NAME_VALUE(before.slice(-240))?.[1] ??
    FORM_DATA(before.slice(-300))?.[1] ??
    enclosing(ENCLOSED(before.slice(-300))?.[1]) ??
    PARAMETER(line)?.[1] ??
    DEFAULTED(line)?.[1] ??
    assigned(ASSIGNED(line)) ??
    telling(PAIRED(line)?.[1]) ??
    element(ELEMENT(before.slice(-280))) ??
    DECLARED(line)?.[1] ??
    OPTION(line)?.[1] ??
    telling(SAID(line)?.[1]) ??
    LINE_ABOVE(before.slice(-160))?.[1] ??
    LISTED(before)?.[1] ??
    COUNTED(line)?.[1] ??
    YAML_LIST(before)?.[1] ??
    ''
  );
}

/** The function that a value is an argument of, the first one: `findUser("…")`. Empty if there is none. */
export function calleeBefore(line: string): string {
  return CALLED(line)?.[1] ?? '';
}

/** `Set-Cookie: token=value`: what looks like a type names the value if it says what it is. */
function assigned(found: ReturnType<Ending>): string | undefined {
  return telling(found?.[2]) ?? found?.[1];
}

function element(found: ReturnType<Ending>): string | undefined {
  const name = found?.slice(1).find(Boolean);
  return name === undefined || PRESENTED.test(name) ? undefined : name;
}

/** A `state` that encloses values is that of a program, not the parameter of OAuth. */
function enclosing(word: string | undefined): string | undefined {
  return word?.toLowerCase() === 'state' ? undefined : telling(word);
}

/** A word that only stands before a value names it if it says what it is. */
function telling(word: string | undefined): string | undefined {
  return word === undefined || nameKindOf(word) === 'other' ? undefined : word;
}

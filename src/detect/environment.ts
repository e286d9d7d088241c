/** Which environment of a system a place belongs to: by the name a key is given to, the section, or the path. */
import type { Environment } from '../model/finding.ts';
import { isPublicVariable } from './exposure.ts';
import { wordsOf } from './judge/words.ts';

const STAGE: Readonly<Record<string, Environment>> = {
  production: 'production',
  prod: 'production',
  prd: 'production',
  live: 'production',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  preprod: 'staging',
  uat: 'staging',
  testing: 'testing',
  test: 'testing',
  qa: 'testing',
  ci: 'testing',
  development: 'development',
  devel: 'development',
  dev: 'development',
  local: 'development',
  sandbox: 'development',
};

/** Directories and files outside of settings have these names for other reasons. */
const AMBIGUOUS = new Set(['live', 'test', 'testing', 'ci', 'qa', 'local', 'stage', 'sandbox']);
const ENV_FILE = /(?:^|\/)\.env[^/]*$/;

/**
 * The stage that a place is for, and on which side of the network its variable is read; empty if nothing says so.
 *
 * @param name the variable the key is given to, empty if none
 * @param before text before the key, as far as sections are looked for
 */
export function environmentsOf(path: string, name: string, before: string): readonly Environment[] {
  const stage = stageOf(wordsOf(name)) ?? stageOf(sectionsOf(before).flatMap((one) => wordsOf(one)));
  const found = stage ?? stageOfPath(path);
  return [...(found === undefined ? [] : [found]), ...sideOf(name)];
}

/** The stage that a path names: `.env.production`, `config/staging.json`, `envs/dev/main.tf`. */
export function stageOfPath(path: string): Environment | undefined {
  const words = path.split(/[/.]/).flatMap((part) => wordsOf(part));
  return stageOf(ENV_FILE.test(path) ? words : words.filter((word) => !AMBIGUOUS.has(word)));
}

function sideOf(name: string): readonly Environment[] {
  if (name === '') return [];
  return [isPublicVariable(name) ? 'browser' : 'server'];
}

function stageOf(words: readonly string[]): Environment | undefined {
  const word = words.findLast((one) => Object.hasOwn(STAGE, one));
  return word === undefined ? undefined : STAGE[word];
}

const HEADER = /^\s*\[+\s*["']?([\w. -]{1,60}?)["']?\s*\]+\s*$/;
const OPENS = /^(\s*)["']?([A-Za-z_][\w.-]{0,60})["']?\s*:\s*$/;

/** Names of the sections around the end of `before`, the outermost first: of INI and TOML, of YAML, and of braces. */
function sectionsOf(before: string): string[] {
  const lines = before.split(/\r?\n/);
  const header = lines.map((line) => HEADER.exec(line)?.[1]).findLast((name) => name !== undefined);
  return [...(header === undefined ? [] : [header]), ...indented(lines), ...braced(before)];
}

function indented(lines: readonly string[]): string[] {
  const names: string[] = [];
  let indent = /^\s*/.exec(lines.at(-1) ?? '')?.[0].length ?? 0;
  for (const line of lines.slice(0, -1).toReversed()) {
    const [, space = '', name] = OPENS.exec(line) ?? [];
    if (name === undefined || space.length >= indent) continue;
    names.unshift(name);
    indent = space.length;
  }
  return names;
}

function braced(text: string): string[] {
  const names: string[] = [];
  let closed = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === '}') closed++;
    else if (text[at] !== '{') continue;
    else if (closed > 0) closed--;
    else {
      const name = /([A-Za-z_][\w.-]{0,60})["'`]?\s*[:=]?\s*$/.exec(
        text.slice(Math.max(0, at - 80), at),
      )?.[1];
      if (name !== undefined) names.unshift(name);
    }
  }
  return names;
}

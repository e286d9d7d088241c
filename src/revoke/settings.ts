/** The operator's revocation settings: `[revoke]` of a settings file that was named, and the environment. */

import { type Base, parseBase } from '../http/base.ts';
import { METHODS } from '../http/message.ts';
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import type { Rule } from '../model/rule.ts';
import { variableWord } from '../model/variable.ts';
import { nearest } from '../rules/nearest.ts';
import { problemOfTemplates } from './call.ts';
import { type HttpRevocation, PROPAGATION, type RevokeMethod } from './method.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Fields = Readonly<Record<string, unknown>>;

export interface RevokeSettings {
  /** By provider; a provider without one is revoked by hand. */
  readonly http: ReadonlyMap<string, HttpRevocation>;
  /** Keys that are not known for ours may be revoked, too. */
  readonly unowned: boolean;
}

const SUCCESS = [200, 202, 204] as const;
const KEYS = ['url', 'method', 'headers', 'body', 'success', 'private', 'propagation'] as const;

/** What is sent unless the settings say otherwise. */
const DEFAULT = {
  headers: { 'content-type': 'application/json' },
  body: '{"token":"{key}"}',
} as const;

/**
 * @param table the `[revoke]` table of a settings file that the operator named; `path` names it in errors
 * Errors: `bad-config`, `bad-usage`.
 */
export function readRevokeSettings(
  table: unknown,
  path: string,
  env: Env,
  providers: readonly string[],
): RevokeSettings {
  const fields = tableOf(table ?? {}, `${path}: “revoke”`);
  const { unowned = false, ...blocks } = fields;
  if (typeof unowned !== 'boolean') throw bad(`${path}: “revoke.unowned”`, 'true or false');
  const named = Object.entries(blocks).map(([provider, block]) => {
    if (!providers.includes(provider)) throw unknownKey(`${path}: “revoke”`, provider, providers);
    return [provider, readBlock(block, `${path}: “revoke.${provider}”`)] as const;
  });
  const ambient = providers.flatMap((provider) => {
    const found = fromEnv(provider, env);
    return found === undefined ? [] : [[provider, found] as const];
  });
  return { http: new Map([...named, ...ambient]), unowned };
}

/** The method for a rule's keys; undefined where nothing is known, not even how by hand. */
export function methodOf({ provider, revoke }: Rule, { http }: RevokeSettings): RevokeMethod | undefined {
  return http.get(provider) ?? (revoke === undefined ? undefined : { kind: 'manual', guide: revoke });
}

function fromEnv(provider: string, env: Env): HttpRevocation | undefined {
  const variable = `${revokeVariable(provider)}_URL`;
  const url = env[variable];
  if (url === undefined || url === '') return undefined;
  const token = tokenVariable(provider);
  return plainCall(parseBase(url, variable), env[token] === undefined ? undefined : token);
}

function revokeVariable(provider: string): string {
  return `LEAKWARD_REVOKE_${variableWord(provider)}`;
}

/** The environment variable with the token of the service that revokes a provider's keys. */
export function tokenVariable(provider: string): string {
  return `${revokeVariable(provider)}_TOKEN`;
}

/** A POST of `{"token": "<key>"}`. @param tokenVariable the environment variable that holds the service's own token */
export function plainCall(base: Base, tokenVariable: string | undefined): HttpRevocation {
  const token = tokenVariable === undefined ? {} : { authorization: `Bearer {env:${tokenVariable}}` };
  return callOf(base, { ...DEFAULT.headers, ...token }, DEFAULT.body);
}

function callOf(
  base: Base,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): HttpRevocation {
  return {
    kind: 'http',
    method: 'POST',
    base,
    headers,
    body,
    success: SUCCESS,
    propagation: PROPAGATION,
  };
}

function readBlock(block: unknown, where: string): HttpRevocation {
  const fields = tableOf(block, where);
  const stranger = Object.keys(fields).find((key) => !KEYS.some((known) => known === key));
  if (stranger !== undefined) throw unknownKey(where, stranger, KEYS);
  const { url, method = 'POST', success = SUCCESS, propagation = PROPAGATION } = fields;
  if (typeof url !== 'string') throw bad(`${where}.url`, 'an https:// address');
  const known = METHODS.find((one) => one === method);
  if (known === undefined) throw bad(`${where}.method`, `one of ${METHODS.join(', ')}`);
  if (!Array.isArray(success) || success.length === 0 || !success.every(isStatus))
    throw bad(`${where}.success`, 'a list of statuses from 200 to 299');
  if (typeof propagation !== 'number' || !(propagation >= 0 && propagation <= 3600))
    throw bad(`${where}.propagation`, 'seconds, at most 3600');
  const [headers, body] = [headersOf(fields, where), bodyOf(fields, where)];
  const problem = problemOfTemplates([...Object.values(headers), ...(body === undefined ? [] : [body])]);
  if (problem !== undefined) throw bad(`${where}: headers and body`, problem);
  return {
    ...callOf(baseOf(url, fields['private'], where), headers, body),
    method: known,
    success,
    propagation,
  };
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 299;
}

/** A private address has to be meant: a name that leads to one by accident is refused. */
function baseOf(url: string, isPrivate: unknown, where: string): Base {
  if (isPrivate !== undefined && typeof isPrivate !== 'boolean')
    throw bad(`${where}.private`, 'true or false');
  if (/\{/.test(url))
    throw bad(`${where}.url`, 'an address without {…}: a key in an address ends up in logs');
  const base = parseBase(url, `${where}.url`);
  return isPrivate === true && base.reach === 'public' ? { ...base, reach: 'private' } : base;
}

/** No request can be made with these, or it would be none of ours. */
const CONNECTION =
  /^(?:connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

function headersOf(fields: Fields, where: string): Readonly<Record<string, string>> {
  if (fields['headers'] === undefined) return DEFAULT.headers;
  const headers = tableOf(fields['headers'], `${where}.headers`);
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w-]+$/.test(name) || typeof value !== 'string') throw bad(`${where}.headers`, 'names and texts');
    if (/auth|token|secret|api-?key|cookie|passw/i.test(name) && !/\{(?:env|file):|\{key\}/.test(value))
      throw bad(`${where}.headers: ${quoted(name)}`, 'a token by {env:NAME} or {file:PATH}, not written out');
    if (CONNECTION.test(name))
      throw bad(`${where}.headers: ${quoted(name)}`, 'left out: it belongs to the connection');
    if (!/^[\x20-\x7e]*$/.test(value)) throw bad(`${where}.headers: ${quoted(name)}`, 'one line of ASCII');
  }
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...DEFAULT.headers, ...Object.fromEntries(lower) };
}

function bodyOf(fields: Fields, where: string): string | undefined {
  const { body = DEFAULT.body } = fields;
  if (typeof body !== 'string') throw bad(`${where}.body`, 'a text');
  return body === '' ? undefined : body;
}

function tableOf(value: unknown, where: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw bad(where, 'a table');
}

function bad(where: string, expected: string): UserError {
  return new UserError('bad-config', `${where} must be ${expected}`);
}

function unknownKey(where: string, key: string, known: readonly string[]): UserError {
  const near = nearest(key, known);
  return new UserError('bad-config', `${where}: unknown setting ${quoted(key)}`, {
    hint: near === undefined ? `known are ${known.join(', ')}` : `did you mean “${near}”?`,
  });
}

/** The call that revokes: a template filled in. The key and the operator's token go into it and nowhere else. */
import type { HttpRequest } from '../http/message.ts';
import { UserError } from '../model/error.ts';
import type { Subject } from '../verify/verify.ts';
import type { HttpRevocation } from './method.ts';

/** What a template may name besides the key. */
export interface TemplateSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file, for `{file:PATH}`. */
  readonly readFile: (path: string) => string;
}

const BLANK = /\{(key|sha256|fingerprint|provider|start|env:\w+|file:[^{}]+)\}/g;

/** What was meant for a blank and is none; other braces are the body's own. */
const NO_BLANK = /\{(?:key|sha256|fingerprint|provider|start|(?:env|file)\b[^{}]*)\}/i;

/** What tells one key from all others; its start does not. */
const NAMES_KEY = /\{(?:key|sha256|fingerprint)\}/;

/** What is wrong with the templates of a call, in words that follow “must be”; undefined if nothing is. */
export function problemOfTemplates(templates: readonly string[]): string | undefined {
  const wrong = templates.map((text) => NO_BLANK.exec(text.replace(BLANK, ''))?.[0]).find(Boolean);
  if (wrong !== undefined)
    return `without ${wrong}: what is filled in is written {key}, {env:NAME}, {file:PATH}`;
  return templates.some((text) => NAMES_KEY.test(text))
    ? undefined
    : 'such that they name the key, by {key}, {sha256} or {fingerprint}';
}

/** Errors: `bad-config` for a variable or file that is not there, without what is in it. */
export function revokeRequest(
  method: HttpRevocation,
  subject: Subject,
  sources: TemplateSources,
): HttpRequest {
  const fill = createValues(subject, sources);
  const headers = Object.entries(method.headers).map(
    ([name, template]) =>
      [name, template.replace(BLANK, (_, blank: string) => headerValue(fill(blank)))] as const,
  );
  const isJson = /json/i.test(method.headers['content-type'] ?? '');
  const body = method.body?.replace(BLANK, (_, blank: string) => {
    const value = fill(blank);
    return isJson ? JSON.stringify(value).slice(1, -1) : encodeURIComponent(value);
  });
  return {
    method: method.method,
    url: method.base.url,
    reach: method.base.reach,
    headers: { 'user-agent': 'leakward', ...Object.fromEntries(headers) },
    ...(body !== undefined && { body }),
    unread: [...method.success],
  };
}

/** Fails before anything is sent if a variable or file that the call needs is not there. Errors: `bad-config`. */
export function checkSources(method: HttpRevocation, { env, readFile }: TemplateSources): void {
  const texts = [...Object.values(method.headers), method.body ?? ''];
  for (const [, blank = ''] of texts.flatMap((text) => [...text.matchAll(BLANK)]))
    sourceOf(blank, env, readFile);
}

function createValues({ secret, fingerprint, rule }: Subject, { env, readFile }: TemplateSources) {
  return (blank: string): string => {
    if (blank === 'key') return secret.reveal();
    if (blank === 'sha256') return fingerprint.slice(fingerprint.lastIndexOf(':') + 1);
    if (blank === 'fingerprint') return fingerprint;
    if (blank === 'provider') return rule.provider;
    if (blank === 'start') return secret.redacted.replace(/….*$/u, '');
    return sourceOf(blank, env, readFile) ?? '';
  };
}

function sourceOf(
  blank: string,
  env: TemplateSources['env'],
  readFile: TemplateSources['readFile'],
): string | undefined {
  const [kind = '', name = ''] = blank.split(/:(.*)/s);
  if (kind !== 'env' && kind !== 'file') return undefined;
  const variable = Object.hasOwn(env, name) ? env[name] : undefined;
  const value = kind === 'env' ? variable : readFile(name).trim();
  if (value !== undefined && value !== '') return value;
  throw new UserError(
    'bad-config',
    `the call that revokes needs ${kind === 'env' ? 'the variable' : 'the file'} ${name}, which is empty or not there`,
  );
}

/** A line end would start another header. */
function headerValue(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '');
}

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
  const value = kind === 'env' ? env[name] : readFile(name).trim();
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

/** Proxies as the environment names them. */
import { UserError } from '../model/error.ts';

/** As undici takes them; empty where there is none. */
export interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Errors: `bad-usage`, without the address: it may hold a password. */
export function proxiesIn(env: Env): Proxies {
  return {
    httpProxy: proxyIn(env, 'HTTP_PROXY'),
    httpsProxy: proxyIn(env, 'HTTPS_PROXY'),
    noProxy: textIn(env, 'NO_PROXY'),
  };
}

function textIn(env: Env, name: string): string {
  return (env[name.toLowerCase()] ?? env[name] ?? '').trim();
}

/** `host:port` stands for `http://host:port`, as everywhere. */
function proxyIn(env: Env, name: string): string {
  const text = textIn(env, name);
  if (text === '') return '';
  const address = text.includes('://') ? text : `http://${text}`;
  if (isProxy(address)) return address;
  throw new UserError('bad-usage', `the environment's ${name} is no address of an HTTP proxy`, {
    hint: 'for example http://proxy.example.com:3128',
  });
}

function isProxy(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return ['http:', 'https:'].includes(protocol) && [username, password].every(isPercentEncoded);
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

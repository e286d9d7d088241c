/** What a provider answers, before anything is sent. */
import type { KeyRecord } from './keys.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value is sent as JSON, a string as an HTML page. */
  readonly body: unknown;
}

/** A request as the emulated APIs see it. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  /** The whole Authorization header. */
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A provider's API. */
export interface Api {
  answer(asked: Asked, record: KeyRecord | undefined): Answer;
}

export const BEARER = /^Bearer (.+)$/;

/** The key that a request presents, '' if none. */
export function bearerOf(authorization: string | undefined): string {
  return BEARER.exec(authorization ?? '')?.[1] ?? '';
}

/** The body as an object; undefined if it is none. */
export function objectOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A page as a web framework or a firewall in front of the API writes it. */
export function page(title: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}

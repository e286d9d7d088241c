/** Reads an event's payload: data from outside, of which each field may be missing or of another kind. */
import { readFileSync } from 'node:fs';
import { UserError } from '../model/error.ts';
import { isObjectId } from '../model/origin.ts';

/** A place in the payload. */
export interface Payload {
  at(...path: readonly string[]): Payload;
  text(): string | undefined;
  number(): number | undefined;
  isTrue(): boolean;
  /** A commit's id; undefined if it is none, or all zeros, which stand for nothing. */
  oid(): string | undefined;
  items(): readonly Payload[];
}

/** Errors: `bad-usage` for a file that is no JSON. */
export function readPayload(path: string): Payload {
  try {
    return payloadOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new UserError('bad-usage', 'the event file cannot be read', { cause });
  }
}

/** Answers of GitHub's interface are read the same way. */
export function payloadOf(value: unknown): Payload {
  const text = typeof value === 'string' ? value : undefined;
  return {
    at(...path) {
      let found = value;
      for (const name of path)
        found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
      return payloadOf(found);
    },
    text: () => text,
    number: () => (Number.isSafeInteger(value) ? (value as number) : undefined),
    isTrue: () => value === true,
    oid: () => oidOf(text),
    items: () => (Array.isArray(value) ? value.map(payloadOf) : []),
  };
}

/** The text if it is the id of an object. */
export function oidOf(text: string | undefined): string | undefined {
  return text !== undefined && isObjectId(text) && !/^0+$/.test(text) ? text : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

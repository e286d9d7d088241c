/** One place of a real leak: the bytes in which a key is written down. */

/** Words that a place may use. What it uses decides which contexts it is measured in. */
export interface Words {
  /** `SERVICE_API_KEY` */
  readonly upper: string;
  /** `service_api_key` */
  readonly snake: string;
  /** `service-api-key` */
  readonly kebab: string;
  /** `serviceApiKey` */
  readonly camel: string;
  /** `ServiceApiKey` */
  readonly pascal: string;
  /** `serviceapikey` */
  readonly flat: string;
  /** `SERVICE_API_KEY`, with the provider's name as two words: `NO_HUMAN_KEY`, `NOUVEL_AI_KEY`. */
  readonly apart: string;
  /** `service api key` */
  readonly title: string;
  /** `service`: a section that holds the key. */
  readonly section: string;
  readonly host: string;
  /** A second key of the same provider, for places with several. Uses no context. */
  readonly other: string;
}

export type Content = string | Uint8Array;

/** The bytes of a place with a key in it. Keys of one length give bytes of one length. */
export type Render = (key: string, words: Words) => Content;

/** A key beside a character that a body can hold: only a body of the issuer's checked form can be cut there. */
interface ForIssued {
  readonly render: Render;
  readonly onlyIssued: true;
  readonly isSupported?: false;
}

export interface Place {
  readonly name: string;
  readonly kind: string;
  /** Path of the file, or `undefined` where the content is itself a name of a file, a branch or a tag. */
  readonly path: string | undefined;
  readonly render: Render;
  readonly onlyIssued: boolean;
  /** False: other text touches the key as the rest of a longer token would. README names these places. */
  readonly isSupported: boolean;
}

/** Marks a place in which only a body of a checked form has ends that can be found. */
export function issued(render: Render): ForIssued {
  return { render, onlyIssued: true };
}

/** Marks a place whose keys are not found: no wrong key may be either. */
export function unsupported(render: Render): ForIssued {
  return { render, onlyIssued: true, isSupported: false };
}

/** The places of one kind, in files of one path. */
export function places(
  kind: string,
  path: string | undefined,
  entries: Readonly<Record<string, Render | ForIssued>>,
): Place[] {
  return Object.entries(entries).map(([name, entry]) => ({
    name,
    kind,
    path,
    isSupported: true,
    ...(typeof entry === 'function' ? { render: entry, onlyIssued: false } : entry),
  }));
}

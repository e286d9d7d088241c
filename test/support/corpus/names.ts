/** Names of values that are no provider's keys, each written as such values are, and what stands under them. */
import { ALPHABETS } from './keys.ts';
import type { Random } from './random.ts';

type Write = (name: string, value: string) => string;

const ASSIGNED: readonly Write[] = [
  (name, value) => `const ${name.replaceAll('-', '_')} = "${value}";\n`,
  (name, value) => `{\n  "a": 1,\n  "${name}": "${value}",\n  "b": [2]\n}\n`,
  (name, value) => `item:\n  ${name}: ${value}\n  size: 3\n`,
];
const HEADER: readonly Write[] = [
  (name, value) => `POST /v1/things HTTP/1.1\r\nHost: a.example\r\n${name}: ${value}\r\nAccept: */*\r\n`,
  (name, value) => `curl -H "${name}: ${value}" https://a.example/v1/things\n`,
];
const COLUMNS: readonly Write[] = [
  (name, value) => `created,${name},amount\n2026-01-31,${value},12\n`,
  (name, value) => `2026-01-31T12:00:00.123Z INFO handled ${name}=${value} status=200 ms=12\n`,
  (name, value) => `| ${name} | amount |\n|---|---|\n| ${value} | 12 |\n`,
  (name, value) => `created\t${name}\n2026-01-31\t${value}\n`,
];

export interface NameGroup {
  readonly names: readonly string[];
  readonly writes: readonly Write[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** The names that an issue listed, then those of each kind. */
export const NAME_GROUPS: Readonly<Record<string, NameGroup>> = {
  'parts of words': {
    names: words('author monkey capital therapist tokenizer apiVersion'),
    writes: ASSIGNED,
  },
  'React keys': { names: ['key'], writes: [(name, value) => `<Row ${name}="${value}" selected />\n`] },
  'S3 keys': {
    names: ['Key'],
    writes: [(name, value) => `await s3.getObject({ Bucket: 'media', ${name}: '${value}' });\n`],
  },
  'tokens of a lexer': { names: ['token'], writes: [(name, value) => `    ${name} = "${value}"\n`] },
  ids: {
    names: words(`
      id externalId kid rawId userId order_id CUSTOMER_ID uuid objectId rowId tenantId requestId traceId correlation_id
      parentId deviceId invoiceId accessKeyId keyId user_ids guid ref
    `),
    writes: ASSIGNED,
  },
  'headers of ids and keys': {
    names: words('Idempotency-Key X-Request-Id X-Correlation-Id ETag X-Cache-Key Surrogate-Key X-Trace-Id'),
    writes: HEADER,
  },
  'cache and sort keys': {
    names: words(`
      cacheKey primaryKey sortKey partitionKey rangeKey foreignKey hashKey lookupKey dedupeKey groupKey shardKey
      compositeKey routingKey queryKey storage_key i18nKey idempotencyKey redis_key
    `),
    writes: ASSIGNED,
  },
  hashes: {
    names: words(`
      etag digest integrity hash sha256 md5sum checksum contentHash commitSha fingerprint signature gitRev blobHash
      fileDigest thumbprint hmac token_hash
    `),
    writes: ASSIGNED,
  },
  'page tokens': {
    names: words(`
      nextPageToken challenge state pageToken next_page_token continuationToken nextCursor cursor resumeToken syncToken
      paginationToken startAfter endCursor previousPageToken marker code_verifier
    `),
    writes: ASSIGNED,
  },
  'files and URLs': {
    names: words(`
      url href src filename filePath imageUrl avatar thumbnail assetPath downloadUrl bucket route permalink image
    `),
    writes: ASSIGNED,
  },
  'columns of CSV files and logs': {
    names: words(`
      id customer order_id user account owner request trace transaction invoice product ref event session_id
    `),
    writes: COLUMNS,
  },
};

/** Bodies that databases, hash functions and servers make. */
export const BODIES = {
  md5: (random) => random.text(ALPHABETS.hex, 32),
  sha1: (random) => random.text(ALPHABETS.hex, 40),
  sha256: (random) => random.text(ALPHABETS.hex, 64),
  cuid: (random) => `cm${random.text(ALPHABETS.base36, 23)}`,
  nanoid: (random) => random.text(ALPHABETS.base64url, 21),
  ksuid: (random) => `2${random.text(ALPHABETS.base62, 26)}`,
  'Stripe-like': (random) => `1${random.text(ALPHABETS.base62, 23)}`,
  base62: (random) => random.text(ALPHABETS.base62, 32),
  base64url: (random) => random.text(ALPHABETS.base64url, 43),
} as const satisfies Record<string, (random: Random) => string>;

export type BodyName = keyof typeof BODIES;

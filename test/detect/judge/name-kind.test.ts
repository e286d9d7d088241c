import { expect, test } from 'vitest';
import { type NameKind, nameKindOf } from '../../../src/detect/judge/name-kind.ts';
import { wordsOf } from '../../../src/detect/judge/words.ts';

test.each([
  ['X-API-Key', 'x api key'],
  ['apiKeys2', 'api key 2'],
  ['NOUVELAPIKEY', 'nouvel api key'],
  ['nouvelapikey', 'nouvel api key'],
  ['ACMEAPIKEY', 'acme api key'],
  ['sha256sum', 'sha256 sum'],
  ['S3Key', 's3 key'],
  ['i18nKey', 'i18n key'],
  ['user_ids', 'user id'],
  ['process.env.APIKey', 'process env api key'],
  ['monkey', 'monkey'],
  ['tokenizer', 'tokenizer'],
  ['therapist', 'therapist'],
  ['keyword', 'keyword'],
  ['secretary', 'secretary'],
])('%s consists of the words %s', (name, words) => {
  expect(wordsOf(name, ['nouvel']).join(' ')).toBe(words);
});

const KINDS: Readonly<Record<NameKind, string>> = {
  secret: `apiKey API_KEY apikey APIKEY secret clientSecret client_secret_prod password DB_PASSWORD passwd pwd auth
    authToken _authToken access_token ACCESS_TOKEN_2 Authorization bearer credentials X-Api-Key api_key_value
    secretKeys private-key API_KEY_ACME TEST_API_KEY api_key_for_tests ACMEAPIKEY`,
  key: 'key KEY token TOKEN acmeKey GITHUB_TOKEN key1 TOKEN_PROD keys',
  identifier: `id ids externalId kid etag digest integrity state challenge rawId cacheKey primaryKey sortKey
    Idempotency-Key nextPageToken apiVersion author authors authorId apiKeyId access_key_id key_hash secretName tokenUrl
    KEY_FILE passwordResetId contentSha256 md5 image src user customer_id`,
  purpose:
    'JWT_SECRET jwtKey sessionToken COOKIE_SECRET csrfToken signingKey sign_secret encryptionKey webhookSecret',
  other: `monkey capital therapist tokenizer keyboard keyword secretary authority tokenCount keyLength token_type
    passwordPolicy value data config x`,
};

test.each(
  Object.entries(KINDS).flatMap(([kind, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, kind]),
  ),
)('the name %s is of the kind %s', (name, kind) => {
  expect(nameKindOf(name)).toBe(kind);
});

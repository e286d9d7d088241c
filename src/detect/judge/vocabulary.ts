/**
 * Words of names, by what they say of a value. Singular, lower case. Collected from the documentation of public APIs,
 * SQL schemas, HTTP headers (IANA's registry), JOSE (RFC 7515 to 7519), OAuth (RFC 6749, 7636), WebAuthn and S3.
 */

function setOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

/** A value of that name is secret by itself. */
export const SECRET = setOf(
  'secret password passwd passphrase passcode pwd pass credential cred auth authorization bearer pat',
);

/** Secret or not: the word before it decides (`apiKey`, `cacheKey`). */
export const KEY = setOf('key token');

/** Before `key` or `token`: a credential. */
export const CREDENTIAL_OF = setOf(
  'api secret access auth private service client bearer personal refresh bot deploy registry server oauth license',
  'admin master root account app application security authentication authorization publishable subscription consumer',
);

/** Before `key` or `token`: an identifier, a place in a collection, or a mark that a server hands out to anybody. */
export const IDENTIFIER_OF = setOf(
  'cache primary foreign sort partition hash range object row record lookup idempotency idempotence dedupe dedup',
  'deduplication map group grouping index unique composite compound natural surrogate routing message event item list',
  'translation i18n l10n locale storage store redis memcached memo query react s3 public shard bucket blob file image',
  'asset cluster clustering column dictionary dict hashmap table entity document doc node tree leaf parent child edge',
  'feature flag session page next prev previous continuation pagination cursor sync resume',
  'paging delta change upload download share sharing invite invitation unsubscribe tracking device push registration',
  'request correlation trace span job task run batch queue topic stream segment chunk block etag version revision',
  'snapshot surrogate candidate super alternate business external internal local global entry search sorting filter',
  'metric tag label order product customer tenant project issue ticket dom element component widget id lexer parser',
  'syntax lex special pad eos bos mask hot shortcut modifier arrow nav navigation tab menu route router',
  'mutation swr selection scroll since last first start end bookmark checkpoint watermark sequence offset fetch mod',
);

/** The last word of the name of an identifier, a hash, a place or a reference to a record. */
export const IDENTIFIER = setOf(
  // Identifiers.
  'id uid uuid guid ulid oid eid pid sid tid cid rid gid kid nid vid did mid ident identifier ref reference slug handle',
  'username name title number num no sku isbn nanoid ksuid cuid objectid rowid dn cn aud iss jti sub',
  // Hashes and checks of content.
  'hash digest checksum sha md5 sha1 sha224 sha256 sha384 sha512 blake2 blake3 crc crc32 etag integrity fingerprint',
  'thumbprint signature sig hmac mac md sum nonce challenge verifier state match',
  // Places in a listing.
  'cursor offset continuation marker page next prev previous after before since bookmark checkpoint',
  // Places.
  'url uri href src link path file filename filepath dir directory folder route location endpoint image img photo',
  'avatar icon thumbnail thumb picture logo banner poster asset media attachment upload download bucket arn urn selector',
  'class classname style stylesheet script bundle module package repo repository permalink canonical domain hostname',
  // States of content.
  'version revision rev commit tree blob build release tag layer manifest chunk snapshot generation epoch',
  // Records.
  'index row record entity node item document doc entry object resource customer user member owner author creator editor',
  'assignee reviewer reporter sender recipient participant parent child sibling org organization organisation tenant',
  'workspace project team group company order invoice payment charge refund plan product price cart basket shipment',
  'session request trace span correlation transaction txn event job task run batch message msg thread channel chat room',
  'conversation post comment device instance container pod cluster namespace sequence seq contact lead ticket issue case',
  'account agent actor principal subject source target employee person profile patient student vehicle vendor supplier merchant store site visit visitor player game match',
  'album song track playlist video movie episode recipe listing booking reservation campaign segment variant category',
);

/** The last word of a name that says something about a secret, but does not hold it. */
export const ABOUT = setOf(
  'count type length size limit ttl expiry expires expired expiration at on time date age max min total usage price cost',
  'prefix suffix pattern regex format provider manager service factory store cache class field column label kind mode',
  'status policy strength hint required enabled valid error scope scopes role response iterator reader parser',
);

/** Trailing words that say which of several values it is, or how it is written: the word before them is the name. */
export const QUALIFIER = setOf(
  'prod production prd staging stage stg dev development devel test testing tests live sandbox qa uat preview preprod ci',
  'demo default value val string str text raw current old new backup main secondary plain plaintext encoded decoded b64',
  'base64 env var variable param parameter arg argument input header override fallback here hex',
);

/** Secrets of the program itself: made by the same generators as keys, but issued by nobody. */
export const PURPOSE = setOf(
  'jwt jwts session cookie csrf xsrf encrypt encryption encrypted salt pepper nonce webhook signing',
);

/** Further words that people write into one with the words above: `mykey`, `nohumanclient`. */
export const GLUE = setOf(
  'my our the app api access auth client secret user admin service server prod production staging dev test live vite',
  'next react public private video studio sdk ai web bot account object cache sort primary request session page',
);

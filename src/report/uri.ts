/** Paths as relative URIs (RFC 3986): what SARIF and web pages link to. */

/** No leading slash; everything that is not unreserved or a slash is percent-encoded. Lone surrogates become U+FFFD. */
export function relativeUri(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/^(?:\.?\/)+/, '')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}

/** What makes a leak worse than text in a repository: told beside the finding, never part of its score. */
import type { Exposure } from '../model/finding.ts';
import { contentPath, isTracked, type Origin } from '../model/origin.ts';

/** Variables whose values build tools copy into what browsers download. */
const PUBLIC_VARIABLE =
  /^(?:NEXT_PUBLIC_|VITE_|REACT_APP_|NUXT_PUBLIC_|PUBLIC_|EXPO_PUBLIC_|GATSBY_|VUE_APP_|STORYBOOK_)/;

/** True for the name of a variable that build tools ship to browsers. */
export function isPublicVariable(name: string): boolean {
  return PUBLIC_VARIABLE.test(name);
}

const ENV_FILE = /(?:^|\/)\.env(?:\.[\w.-]+)?$/;
const ENV_TEMPLATE = /\.(?:example|sample|template|dist|defaults?)$/;
const CLIENT_BUNDLE =
  /(?:^|\/)(?:public|static|www|dist|build|out|\.next|assets)\/.*\.(?:m?js|html?|map|css)$|\.min\.js$|\.bundle\.js$/;
const MOBILE_SOURCE =
  /(?:^|\/)(?:android|ios)\/|AndroidManifest\.xml$|Info\.plist$|\.(?:swift|kt|dart|xcconfig)$|google-services\.json$/;

/** @param name the variable the key is given to, empty if none */
export function exposureOf(origin: Origin, name: string): Exposure[] {
  const path = contentPath(origin) ?? '';
  const isEnv = ENV_FILE.test(path) && !ENV_TEMPLATE.test(path);
  const found: Exposure[] = [];
  if (isEnv && isTracked(origin)) found.push('tracked-env-file');
  if (isEnv && origin.kind === 'file' && origin.tracked === false && origin.ignored !== true) {
    found.push('env-file-not-ignored');
  }
  if (isPublicVariable(name)) found.push('public-variable');
  if (CLIENT_BUNDLE.test(path)) found.push('client-bundle');
  if (MOBILE_SOURCE.test(path)) found.push('mobile-source');
  return found;
}

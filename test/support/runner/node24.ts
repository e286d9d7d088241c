/** Node 24, which action.yml asks for. Resolved once for each run of the tests. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = new URL('../../../.cache', import.meta.url).pathname;

/** Path of a Node 24: this one if it is, else the one that npm installs. Throws if there is none to be had. */
export function node24(): string {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const file = join(CACHE, 'node24');
  const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (existsSync(known)) return known;
  const path = installed();
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(file, path);
  return path;
}

function installed(): string {
  try {
    const args = ['-y', '-p', 'node@24', 'node', '-p', 'process.version + " " + process.execPath'];
    const [version = '', path = ''] = execFileSync('npx', args, { encoding: 'utf8' }).trim().split(' ');
    if (version.startsWith('v24.')) return path;
    throw new Error(`npx gave Node ${version}`);
  } catch (cause) {
    throw new Error('the action is tested under Node 24, which could not be installed: npx -p node@24 node', {
      cause,
    });
  }
}

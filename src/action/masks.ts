/** What the runner is to hide in all later lines of the log: keys, and keys in the encodings that it does not know. */
import type { Result } from '../model/report.ts';
import { maskLine } from './workflow-commands.ts';

/** The runner looks for each masked text in each later line; what comes after these is redacted by us all the same. */
const MOST_MASKS = 1000;

/** Lines of commands: the keys first, then their encodings. */
export function masksOf(results: readonly Result[]): string {
  const keys = [...new Set(results.map(({ finding }) => finding.secret.reveal()))];
  const texts = new Set([...keys, ...keys.flatMap(encodedForms)]);
  return [...texts].slice(0, MOST_MASKS).map(maskLine).join('');
}

/**
 * Forms that are common in names and URLs. The runner adds base64 at each alignment, JSON, XML and URI escapes by
 * itself (actions/runner, HostContext.cs), and neither hexadecimal nor percent signs where a URI needs none.
 */
function encodedForms(key: string): string[] {
  const bytes = Buffer.from(key);
  const hex = bytes.toString('hex');
  const based = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const [from, to] = [Math.ceil((shift * 4) / 3), Math.floor((shifted.length * 4) / 3)];
    return shifted.toString('base64url').slice(from, to);
  });
  const underscores = ['%5f', '%5F', '%255f', '%255F'].map((code) => key.replaceAll('_', code));
  const percent = hex.replace(/../g, '%$&');
  return [hex, hex.toUpperCase(), percent, percent.toUpperCase(), ...underscores, ...based];
}

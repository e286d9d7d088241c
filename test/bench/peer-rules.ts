/** Our two prefixes as rules of the peers, so that all look for the same. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PREFIXES = ['nh_', 'nvl_'] as const;

/** gitleaks' and betterleaks' rules; returns the path. */
export function rulesFile(directory: string): string {
  const file = join(directory, 'rules.toml');
  const rules = PREFIXES.map(
    (prefix) =>
      `[[rules]]\nid = "${prefix}"\nregex = '''${prefix}[A-Za-z0-9_-]{16,64}'''\nentropy = 3.5\nkeywords = ["${prefix}"]\n`,
  );
  writeFileSync(file, rules.join('\n'));
  return file;
}

/** trufflehog's rules; returns the path. */
export function trufflehogRules(directory: string): string {
  const file = join(directory, 'trufflehog.yaml');
  const rules = PREFIXES.map(
    (prefix) =>
      `  - name: ${prefix}\n    keywords: ["${prefix}"]\n    regex:\n      key: '\\b(${prefix}[A-Za-z0-9_-]{16,64})\\b'\n`,
  );
  writeFileSync(file, `detectors:\n${rules.join('')}`);
  return file;
}

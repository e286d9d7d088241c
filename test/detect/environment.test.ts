import { expect, test } from 'vitest';
import { detect } from '../support/detect.ts';
import { nouvelKey } from '../support/keys.ts';

const KEY = nouvelKey(31);

test.each([
  ['.env.production', `NOUVEL_API_KEY=${KEY}`, 'production server'],
  ['.env.staging', `NOUVEL_API_KEY=${KEY}`, 'staging server'],
  ['.env.local', `NOUVEL_API_KEY=${KEY}`, 'development server'],
  ['.env', `NOUVEL_API_KEY=${KEY}`, 'server'],
  ['.env', `NOUVEL_API_KEY_PROD=${KEY}`, 'production server'],
  ['.env', `STAGING_NOUVEL_KEY=${KEY}`, 'staging server'],
  ['.env', `NEXT_PUBLIC_NOUVEL_KEY=${KEY}`, 'browser'],
  ['.env.production', `VITE_NOUVEL_KEY=${KEY}`, 'production browser'],
  ['config/staging.json', `{"key":"${KEY}"}`, 'staging server'],
  ['deploy/values-prod.yaml', `key: ${KEY}\n`, 'production server'],
  ['envs/dev/main.tf', `key = "${KEY}"\n`, 'development server'],
  ['a.yml', `dev:\n  key: old\nprod:\n  nouvel:\n    key: ${KEY}\n`, 'production server'],
  ['a.toml', `[dev]\nkey = "x"\n[env.staging]\nkey = "${KEY}"\n`, 'staging server'],
  ['a.json', `{"prod":{"key":"x"},"dev":{"nouvel":{"key":"${KEY}"}}}`, 'development server'],
  ['a.js', `const prod = { key: 'x' };\nconst qa = {\n  key: '${KEY}',\n};\n`, 'testing server'],
  ['src/live.ts', `see ${KEY} there`, ''],
  ['test/client.ts', `see ${KEY} there`, ''],
])('in %s, “%s” is of %s', (path, text, environments) => {
  expect(detect(text, path)[0]?.environments.join(' ')).toBe(environments);
});

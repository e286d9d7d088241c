import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPTION_LIST } from '../../src/commands/options.ts';
import { COMMAND_LIST, optionsOf } from '../../src/commands/table.ts';
import { runMain } from '../support/in-process.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { directoryOf, git } from '../support/run.ts';
import { tracesOf } from '../support/traces.ts';

const KEYS = [nouvelKey(51), nohumanKey(52, 'base62', 32), nohumanKey(53, 'hex', 32)];
/** Keys, and their bodies as they are pasted without the prefix. */
const SECRETS = [KEYS[0] ?? '', ...KEYS.map((key) => key.slice(key.indexOf('_') + 1))];
const TRACES = KEYS.flatMap(tracesOf);
/** A file of the name that they are given may be there afterwards. */
const WRITES = ['output', 'journal', 'baseline', 'keys'];

/** The least that a command needs to get as far as its options' values. */
const ARGS: Readonly<Record<string, readonly string[]>> = {
  guard: ['pre-commit'],
  explain: ['text'],
  allow: ['01234567', '--reason', 'a'],
  'rules check': ['rule.toml'],
  'rules test': ['rule.toml'],
  'rules export': ['--to', 'gitleaks'],
  example: ['nouvel'],
  completion: ['bash'],
  where: ['01234567'],
  'keys add': ['--label', 'a'],
};

/** Every one in turn. */
function nextSecret(): string {
  return SECRETS[turn++ % SECRETS.length] ?? '';
}
let turn = 0;

/** How a word may be typed. */
const FORMS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `--${secret}`,
  (secret) => `-${secret}=a`,
  (secret) => `dir/${secret}.txt`,
  (secret) => `a\n${secret}`,
];

function repository(): string {
  const cwd = directoryOf({ 'a.txt': 'x\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'a');
  return cwd;
}

async function expectNoEcho(
  cwd: string,
  args: readonly string[],
  options: Parameters<typeof runMain>[2] = {},
) {
  const { out, err } = await runMain(cwd, args, options);
  const found = TRACES.find((trace) => (out + err).includes(trace));
  expect(found, `${args.join(' ')} ${JSON.stringify(options)}: ${err}${out.slice(0, 300)}`).toBe(undefined);
}

describe('what is given where it does not belong is not repeated', () => {
  test('as the value of any option of any command', async () => {
    const shared = repository();
    for (const { name } of COMMAND_LIST)
      for (const { flag, value } of optionsOf(name)) {
        if (value === undefined) continue;
        const cwd = WRITES.includes(flag) ? repository() : shared;
        await expectNoEcho(cwd, [...name.split(' '), ...(ARGS[name] ?? []), `--${flag}`, nextSecret()]);
      }
  }, 600_000);

  test('as a name of an option or a command, or as an argument', async () => {
    const cwd = repository();
    for (const form of FORMS)
      for (const { name } of [...COMMAND_LIST, { name: '' }])
        await expectNoEcho(cwd, [...name.split(' ').filter((word) => word !== ''), form(nextSecret())]);
  }, 600_000);

  test('in any variable of the environment', async () => {
    const variables = [
      ...OPTION_LIST.flatMap(({ env }) => env ?? []),
      'LEAKWARD_SKIP',
      'LEAKWARD_NOUVEL_URL',
    ];
    for (const variable of variables) {
      const cwd = repository();
      for (const args of [['scan', '.'], ['guard', 'pre-commit'], ['journal'], ['keys', 'list']])
        await expectNoEcho(cwd, args, { env: { [variable]: nextSecret() } });
    }
  }, 600_000);

  test('as any setting, or the name of one', async () => {
    const cwd = repository();
    for (const secret of SECRETS) {
      const settings = OPTION_LIST.flatMap(({ key }) =>
        key === undefined ? [] : [`${key} = "${secret}"`, `${key} = ["${secret}"]`, `${key} = ${secret}`],
      );
      const others = [
        `${secret} = 1`,
        `revoke.${secret} = 1`,
        `[revoke.nouvel]\n${secret} = 1`,
        `[revoke.nouvel]\nurl = "${secret}"`,
        `[revoke.nouvel]\nurl = "https://keys.example.com"\nheaders = {"x-token" = "${secret}"}`,
        `[revoke.nouvel]\nurl = "https://keys.example.com"\nheaders = {"x-token-${secret}" = "a"}`,
        `[revoke.nouvel]\nurl = "https://keys.example.com"\nmethod = "${secret}"`,
        `[revoke.nouvel]\nurl = "https://keys.example.com"\nbody = "{${secret}}"`,
        `[revoke.nouvel]\nurl = "https://keys.example.com"\nbody = "{env:${secret}}"`,
        secret,
        `x = "${secret}`,
      ];
      for (const text of [...settings, ...others]) {
        writeFileSync(join(cwd, 'leakward.toml'), `${text}\n`);
        for (const args of [
          ['scan', 'a.txt'],
          ['guard', 'pre-commit'],
          ['revoke', '--config', 'leakward.toml'],
        ])
          await expectNoEcho(cwd, args);
      }
    }
  }, 600_000);

  test('in any file that is read', async () => {
    const cwd = repository();
    for (const secret of SECRETS)
      for (const [file, args, texts] of filesWith(secret))
        for (const text of texts) {
          writeFileSync(join(cwd, file), text);
          await expectNoEcho(cwd, args);
          rmSync(join(cwd, file));
        }
  }, 600_000);
});

const RULE =
  'id = "acme-key"\nregex = "acme_[A-Za-z0-9]{20}"\n[shape]\nalphabet = "base62"\nminLength = 20\nmaxLength = 20\n';
const FINGERPRINT = `nouvel-api-key:${'0'.repeat(64)}`;

/** File formats with a secret in every place that an error may be about: file, command, contents. */
function filesWith(secret: string): readonly (readonly [string, readonly string[], readonly string[]])[] {
  const list = `[[key]]\nruleId = "nouvel-api-key"\nsha256 = "${'0'.repeat(64)}"\nstart = "nvl_AbCd"\nlength = 26\nlabel = "a"\n`;
  const place = { path: 'a.txt', startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
  const report = (finding: unknown): string => JSON.stringify({ schemaVersion: 1, findings: [finding] });
  return [
    [
      '.leakwardignore',
      ['scan', '.'],
      [secret, `${secret} path:a`, `01234567 until:${secret}`, `01234567 ${secret}`, `${secret}:01234567`],
    ],
    [
      '.leakward-baseline',
      ['scan', '.'],
      [secret, `${FINGERPRINT} ${secret}`, `${secret}:${'0'.repeat(64)}`],
    ],
    [
      'leakward.keys',
      ['keys', 'list'],
      [
        secret,
        `key = "${secret}"`,
        list.replace('"a"', secret),
        `${list}${secret} = 1\n`,
        `${list}expires = "${secret}"\n`,
        list.replace('0'.repeat(64), secret),
        list.replace('length = 26', `length = "${secret}"`),
      ],
    ],
    [
      'rule.toml',
      ['rules', 'check', 'rule.toml'],
      [
        secret,
        `${secret} = 1\n${RULE}`,
        `[${secret}]\n${RULE}`,
        RULE.replace('acme-key', secret),
        RULE.replace('acme-key', secret.toLowerCase().replaceAll('_', '-')) + `${secret} = 1\n`,
        RULE.replace('acme_[', `(${secret})[`),
        RULE.replace('acme_[', `a(?:${secret}|x)[`),
        RULE.replace('acme_[A-Za-z0-9]{20}', secret),
        RULE.replace('acme_[A-Za-z0-9]{20}', `acme_(?=${secret})`),
        RULE.replace('acme_[A-Za-z0-9]{20}', `acme_(?:${secret})*`),
        RULE.replace('"base62"', `"${secret}"`),
        RULE.replace('minLength = 20', `minLength = "${secret}"`),
        `keywords = ["${secret}"]\n${RULE}`,
        `severity = "${secret}"\n${RULE}`,
        `examples = ["{${secret}}"]\n${RULE}`,
        `${RULE}[verify]\nbase = "${secret}"\n`,
      ],
    ],
    [
      'report.json',
      ['verify', 'report.json', '--dry-run'],
      [
        secret,
        `{"${secret}": 1}`,
        JSON.stringify({ schemaVersion: secret }),
        report(secret),
        report({ fingerprint: secret, location: place }),
        report({ fingerprint: FINGERPRINT, location: { ...place, path: `${secret}.txt` } }),
        report({ fingerprint: FINGERPRINT, redacted: secret, location: place }),
        report({
          fingerprint: FINGERPRINT,
          location: place,
          blob: secret,
          commit: { sha: secret, author: secret, email: '' },
        }),
      ],
    ],
    [
      'journal.jsonl',
      ['journal', '--journal', 'journal.jsonl'],
      [secret, `{"event":"${secret}"}`, `"${secret}"`],
    ],
    ['list.txt', ['scan', '--files-from', 'list.txt'], [secret, `dir/${secret}\n${secret}`]],
    [
      'change.patch',
      ['diff', '--patch', 'change.patch'],
      [secret, `--- a/${secret}\n+++ b/x\n@@ ${secret} @@\n`, `diff --git ${secret}`],
    ],
    [
      'package.json',
      ['init', '--dry-run', '--manager', 'husky'],
      [secret, `{"scripts": "${secret}"}`, `{"scripts": {"prepare": ${secret}}}`],
    ],
    [
      '.pre-commit-config.yaml',
      ['init', '--dry-run', '--manager', 'pre-commit'],
      [secret, `repos: ${secret}`, `${secret}: [`],
    ],
    [
      'lefthook.yml',
      ['init', '--dry-run', '--manager', 'lefthook'],
      [secret, `extends: ${secret}`, `${secret}: [`],
    ],
  ];
}

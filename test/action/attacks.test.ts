/** Pull requests, earlier steps and servers that mean harm: nothing runs, leaks or redirects. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../src/detect/fingerprint.ts';
import { forgeCommitGraph } from '../support/forged-git.ts';
import { checkout, createProject, type Files, type Project, pullEvent } from '../support/github/project.ts';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import { NOUVEL, nohumanKey, nouvelKey } from '../support/keys.ts';
import { directoryOf, git } from '../support/run.ts';
import { runStep, type Step, type StepOptions } from '../support/runner/runner.ts';

let github: EmulatedGitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());

const KEY = nouvelKey(81);
const LEAK: Files = { 'src/leak.js': `const key = '${KEY}';\n` };

let number = 0;

function attacking(files: Files, base: Files = {}, message = 'feature', branch = 'feature'): Project {
  const project = createProject(github, `acme/attack-${number++}`, { files: base });
  project.branch(branch);
  project.commit(message, files);
  project.pull(branch);
  return project;
}

function run(project: Project, options: Partial<StepOptions> = {}): Promise<Step> {
  const pull = project.repository.pulls.get(1);
  if (pull === undefined) throw new Error('there is a pull request');
  return runStep({
    github,
    repository: project.slug,
    event: 'pull_request',
    payload: pullEvent(project, pull),
    ...options,
  });
}

describe('text that would be obeyed', () => {
  const COMMANDS = [
    '::set-output name=findings::0',
    '::add-mask::a',
    '::stop-commands::x',
    '::error file=x::forged',
    '##[error]forged',
    '##[add-mask]b',
    ' \t::warning::forged',
    '\u001b[2J\u001b]0;title\u0007',
  ];

  test('in names of files and directories, contents, messages and authors', async () => {
    const names = COMMANDS.flatMap((text, i) => [`d${i}\n${text}\n.js`, `${i}/\r\n${text}.js`]);
    const files = names.map((name, i) => [
      name,
      `${COMMANDS.join('\n')}\nconst key = '${nouvelKey(200 + i)}'; ${COMMANDS[i % 8]}\n`,
    ]);
    const project = attacking(
      Object.fromEntries(files),
      {},
      `${COMMANDS.join('\n')}\n\nkey ${nouvelKey(300)}`,
    );
    project.run(
      'commit',
      '-q',
      '--allow-empty',
      '--amend',
      '--no-edit',
      `--author=::error::x ##[error]y <a@example.invalid>`,
    );
    project.pull('feature', { number: 1 });
    const step = await run(project, { inputs: { comment: 'true' } });
    expect(step.code).toBe(1);
    expect(step.otherCommands).toEqual([]);
    expect(step.outputs['findings']).toBe(String(names.length + 1));
    expect(step.masks).not.toContain('a');
    expect(step.annotations.every(({ title }) => title?.startsWith('leakward'))).toBe(true);
    expect(step.annotations.length).toBeLessThanOrEqual(10);
    expect(step.raw).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    expect(step.raw).not.toContain('##[');
    expect(step.summary).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });

  test('in settings and suppressions of the base commit that are wrong', async () => {
    const project = attacking({}, { 'leakward.toml': 'fail-on = "##[error]x"\n' });
    const step = await run(project);
    expect(step.code).toBe(2);
    expect(step.otherCommands).toEqual([]);
    expect(step.raw).not.toContain('##[');
  });

  test('a key that a complaint would quote is redacted', async () => {
    const step = await run(attacking({}, { '.leakwardignore': `${KEY} what\n` }));
    expect(step.code).toBe(2);
    expect(step.raw).toContain(`“${KEY.slice(0, 4)}…” is no fingerprint`);
    expect(step.raw).not.toContain(KEY.slice(8, 20));
  });

  test('in the name of a branch', async () => {
    const project = attacking(LEAK, {}, 'feature', '$(touch$IFS.pwned);`id`');
    expect((await run(project)).code).toBe(1);
  });
});

describe('a pull request that edits what it is judged by', () => {
  const EDITS: readonly (readonly [string, Files])[] = [
    ['leakward.toml', { 'leakward.toml': 'fail-on = "nothing"\nmin-confidence = "high"\n' }],
    ['leakward.toml that is wrong', { 'leakward.toml': 'no = such setting' }],
    [
      'rules',
      {
        'leakward.toml': 'rules = ["evil.toml"]\n',
        'evil.toml': '[[rules]]\nid = "nouvel-api-key"\nregex = "never"\n',
      },
    ],
    ['the ignore file, for everything', { '.leakwardignore': 'path:** # all\n' }],
    ['the ignore file, in a way that cannot be read', { '.leakwardignore': 'what is this\n' }],
    ['the baseline', { '.leakward-baseline': `${fingerprintOf(NOUVEL.id, KEY)}\n` }],
    ['the list of own keys', { 'leakward.keys': '[[key]]\nlabel = "x"\n' }],
    ['.gitattributes', { '.gitattributes': '* -diff binary filter=evil diff=evil export-ignore\n' }],
    [
      'hooks',
      {
        '.husky/pre-commit': '#!/bin/sh\ntouch pwned\n',
        '.git-hooks/post-checkout': '#!/bin/sh\ntouch pwned\n',
      },
    ],
    [
      'submodule addresses',
      {
        '.gitmodules':
          '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% pwned\n\tupdate = !touch pwned\n',
      },
    ],
    [
      'files that Node reads',
      {
        '.npmrc': 'node-options=--require ./evil.cjs\n',
        '.env': 'NODE_OPTIONS=--require ./evil.cjs\n',
        'evil.cjs': 'require("fs").writeFileSync("pwned","")',
        'package.json': '{"type":"module","imports":{"#x":"./evil.cjs"}}',
      },
    ],
    [
      'git’s own files',
      {
        HEAD: 'ref: refs/heads/main\n',
        config: '[core]\n\tfsmonitor = touch pwned\n',
        'objects/x': '',
        'refs/x': '',
      },
    ],
  ];

  test.each(EDITS)('%s: fails all the same, fetched or checked out', async (_name, files) => {
    const project = attacking({ ...LEAK, ...files });
    const fetched = await run(project);
    expect({ code: fetched.code, log: fetched.log }).toEqual({ code: 1, log: fetched.log });
    const workspace = checkout(project, 'refs/pull/1/head', 0);
    const there = await run(project, { workspace });
    expect(there.code).toBe(1);
    for (const directory of [workspace, fetched.temp, there.temp])
      expect(namesBelow(directory)).not.toContain('pwned');
  });

  test('it is told which of its changes wait for the merge', async () => {
    const step = await run(attacking({ ...LEAK, 'leakward.toml': 'fail-on = "nothing"\n' }));
    expect(step.log).toContain('leakward.toml is changed here: the change counts once it is merged');
  });

  test('settings that are links lead nowhere', async () => {
    const project = createProject(github, `acme/attack-${number++}`);
    const blob = project.run('rev-parse', 'HEAD:README.md');
    project.run('update-index', '--add', '--cacheinfo', `120000,${blob},leakward.toml`);
    project.run('commit', '-qm', 'link');
    project.push('main');
    project.run('checkout', '-q', '-f', '-B', 'feature', 'main');
    project.commit('leak', LEAK);
    project.pull('feature');
    expect((await run(project)).code).toBe(1);
  });
});

test('a checkout whose own configuration means harm runs nothing', async () => {
  const project = attacking(LEAK);
  const workspace = checkout(project, 'refs/pull/1/head', 0);
  const pwned = join(workspace, 'pwned');
  for (const setting of [
    'core.fsmonitor',
    'core.sshCommand',
    'core.pager',
    'diff.external',
    'core.hooksPath',
    'credential.helper',
    'uploadpack.packObjectsHook',
    'gpg.program',
  ])
    git(workspace, 'config', setting, setting === 'credential.helper' ? `!touch ${pwned}` : `touch ${pwned}`);
  git(workspace, 'config', 'remote.origin.url', `ext::sh -c touch% ${pwned}`);
  git(workspace, 'config', 'protocol.ext.allow', 'always');
  mkdirSync(join(workspace, '.git/hooks'), { recursive: true });
  for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change']) {
    writeFileSync(join(workspace, '.git/hooks', hook), `#!/bin/sh\ntouch ${pwned}\n`);
    chmodSync(join(workspace, '.git/hooks', hook), 0o755);
  }
  expect((await run(project, { workspace })).code).toBe(1);
  expect(existsSync(pwned)).toBe(false);
});

test('a forged commit-graph of a checkout hides no commit', async () => {
  const project = attacking(LEAK);
  project.commit('take it out', { 'src/leak.js': 'clean\n' });
  project.pull('feature', { number: 1 });
  const workspace = checkout(project, 'refs/pull/1/head', 0);
  const [head, base] = ['HEAD', 'HEAD~2'].map((name) => git(workspace, 'rev-parse', name).trim());
  forgeCommitGraph(workspace, head ?? '', base);
  expect((await run(project, { workspace })).code).toBe(1);
});

describe('an earlier step that has written to the environment', () => {
  test('LEAKWARD_ variables are ignored and told', async () => {
    const env = {
      LEAKWARD_NOUVEL_URL: 'http://127.0.0.1:1/',
      LEAKWARD_FAIL_ON: 'nothing',
      LEAKWARD_CONFIG: '/etc/passwd',
      LEAKWARD_MIN_CONFIDENCE: 'high',
      LEAKWARD_SKIP: 'yes',
    };
    const step = await run(attacking(LEAK), { env });
    expect(step.code).toBe(1);
    for (const name of Object.keys(env))
      expect(step.log).toContain(`the environment variable ${name} is ignored`);
    for (const value of Object.values(env)) expect(step.raw).not.toContain(value);
  });

  test('a key of the environment is not made one of ours', async () => {
    const foreign = nohumanKey(5, 'hex', 20);
    const step = await run(attacking({ 'a.txt': `value ${foreign}\n` }), {
      env: { NOUVEL_API_KEY: foreign },
    });
    expect(step.outputs['findings']).toBe('0');
  });

  test('git is not sent elsewhere, and does not tell what it sends', async () => {
    const evil = await listening();
    const home = directoryOf();
    writeFileSync(
      join(home, '.gitconfig'),
      `[url "${evil.url}/"]\n\tinsteadOf = ${github.serverUrl}/\n[http]\n\tproxy = ${evil.url}\n`,
    );
    const env = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${evil.url}/.insteadOf`,
      GIT_CONFIG_VALUE_0: `${github.serverUrl}/`,
      GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
      GIT_DIR: home,
      GIT_TRACE: '1',
      GIT_TRACE_CURL: '1',
      GIT_TRACE_REDACT: '0',
      GIT_CURL_VERBOSE: '1',
      GIT_SSH_COMMAND: `touch ${join(home, 'pwned')}`,
      GIT_ASKPASS: join(home, 'ask'),
      GIT_EXEC_PATH: home,
    };
    const step = await run(attacking(LEAK), { env, token: 'write-token' });
    await evil.close();
    expect(step.code).toBe(1);
    expect(evil.seen).toEqual([]);
    expect(step.raw + step.err).not.toContain('write-token');
    expect(existsSync(join(home, 'pwned'))).toBe(false);
  });

  test('the token stands in no argument of git, and in no input that git can see', async () => {
    const room = directoryOf();
    const real = process.env['PATH'] ?? '';
    writeFileSync(
      join(room, 'git'),
      `#!/bin/sh\necho "$@" >> ${room}/args\nenv >> ${room}/env\nPATH='${real}' exec git "$@"\n`,
    );
    chmodSync(join(room, 'git'), 0o755);
    const step = await run(attacking(LEAK), { env: { PATH: `${room}:${real}` } });
    expect(step.code).toBe(1);
    const args = readFileSync(join(room, 'args'), 'utf8');
    const basic = Buffer.from('x-access-token:write-token').toString('base64');
    for (const secret of ['write-token', basic, KEY]) expect(args).not.toContain(secret);
    expect(args).toContain('fetch');
    const seen = readFileSync(join(room, 'env'), 'utf8');
    expect(seen).not.toMatch(/^INPUT_/m);
    expect(seen).not.toContain('write-token');
    for (const name of namesBelow(step.temp)) {
      const path = join(step.temp, name);
      if (statSync(path).isFile()) expect(readFileSync(path, 'latin1')).not.toContain(basic);
    }
  });
});

describe('a server that means harm', () => {
  test('git follows no redirect: the token would go along', async () => {
    const evil = await listening();
    const redirecting = await listening(`${evil.url}/`);
    const step = await run(attacking(LEAK), { github: { ...github, serverUrl: redirecting.url } });
    await Promise.all([evil.close(), redirecting.close()]);
    expect(redirecting.seen.length).toBeGreaterThan(0);
    expect(evil.seen).toEqual([]);
    expect(step.code).toBe(3);
    expect(step.outputs['incomplete']).toBe('true');
  });

  test('neither does the REST interface', async () => {
    const evil = await listening();
    const project = attacking(LEAK);
    github.faults.push(() => ({ status: 302, headers: { location: `${evil.url}/` }, body: {} }));
    const step = await run(project, { inputs: { comment: 'true' } });
    github.faults.length = 0;
    await evil.close();
    expect(evil.seen).toEqual([]);
    expect(step.code).toBe(1);
  });

  test('http is for this machine only', async () => {
    const step = await run(attacking(LEAK), { github: { ...github, serverUrl: 'http://github.invalid' } });
    expect(step.code).toBe(3);
    expect(step.log).toContain("transport 'http' not allowed");
  });
});

test('5,000 candidate keys: bounded annotations and summary, all counted', async () => {
  const lines = Array.from({ length: 5000 }, (_, i) => `key${i} = "${nouvelKey(10_000 + i)}"`);
  const step = await run(attacking({ 'many.txt': lines.join('\n') }));
  expect(step.code).toBe(1);
  expect(step.outputs['findings']).toBe('5000');
  expect(step.annotations).toHaveLength(10);
  expect(Buffer.byteLength(step.summary)).toBeLessThan(1 << 20);
});

test('no planted key occurs in any log line, summary, output, comment, upload or file', async () => {
  const keys = [nouvelKey(91), nouvelKey(92), nohumanKey(93, 'base64url', 43), nouvelKey(94)];
  const [plain = '', named = '', encoded = '', said = ''] = keys;
  const project = attacking(
    {
      'a.js': `const key = "${plain}"; const again = "${plain}";\n`,
      [`names/${named}/x.txt`]: 'x\n',
      '.env': `NOHUMAN_API_KEY=${encoded}\nB64=${Buffer.from(`k=${plain}`).toString('base64')}\n`,
      '.leakwardignore': `${plain}\n`,
      'leakward.toml': `baseline = "${plain}"\n`,
    },
    { '.leakwardignore': '# nothing\n' },
    `subject ${said}\n\nbody ${plain}`,
  );
  const step = await run(project, { inputs: { comment: 'true', 'sarif-upload': 'true' } });
  expect(step.code).toBe(1);
  const lines = step.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const files = namesBelow(step.temp).filter(
    (name) => /report/.test(name) && statSync(join(step.temp, name)).isFile(),
  );
  expect(files).toHaveLength(2);
  const comments = project.repository.comments.get(1) ?? [];
  const { sarifs } = project.repository;
  expect([comments.length, sarifs.length]).toEqual([1, 1]);
  const everything = [
    ...lines,
    step.err,
    step.summary,
    JSON.stringify(step.outputs),
    ...comments.map(({ body }) => body),
    ...sarifs.map(({ text }) => text),
    ...files.map((name) => readFileSync(join(step.temp, name), 'utf8')),
    ...github.log.map(({ path, body }) => path + body),
  ].join('\n');
  for (const key of keys) {
    const body = key.slice(key.indexOf('_') + 1);
    for (const trace of [
      body.slice(4, 16),
      body.slice(-8),
      Buffer.from(body.slice(4)).toString('base64').slice(0, 12),
    ])
      expect(everything).not.toContain(trace);
  }
});

function namesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' });
}

/** A server that notes what comes, and sends everybody on if it is told where to. */
async function listening(
  location?: string,
): Promise<{ url: string; seen: string[]; close: () => Promise<void> }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (location === undefined) response.writeHead(404).end();
    else response.writeHead(302, { location: location + (request.url ?? '').slice(1) }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, seen, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}

/**
 * From a leaked key to a dead one, against the emulated providers: `npm run walk-through` prints each command and what
 * it says. README shows it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf } from '../support/leaked.ts';
import { type Emulator, type LoggedRequest, startEmulator } from '../support/provider/emulator.ts';
import { PROVIDERS, providerOf, ruleOf } from '../support/provider/pages.ts';

const BIN = new URL('../../bin/leakward.js', import.meta.url).pathname;

/** One command, what it said, and what the providers were asked meanwhile. */
export interface Said {
  readonly command: string;
  readonly code: number | null;
  readonly text: string;
  readonly requests: readonly LoggedRequest[];
}

export interface Walked {
  readonly said: readonly Said[];
  readonly keys: readonly string[];
  readonly emulator: Pick<Emulator, 'log' | 'revocations'>;
}

/** Walks through; everything it makes is gone afterwards. */
export async function walkThrough(tell: (said: Said) => void = () => undefined): Promise<Walked> {
  const emulator = await startEmulator();
  const directory = mkdtempSync(join(tmpdir(), 'leakward-walk-'));
  const keys = PROVIDERS.map((provider) => emulator.issue(provider).key);
  const said: Said[] = [];
  const run = async (command: string, input = ''): Promise<void> => {
    const before = emulator.log.length;
    const ran = await leakward(directory, command.split(' ').slice(1), emulator, input);
    const one = { command, ...ran, requests: emulator.log.slice(before) };
    said.push(one);
    tell(one);
  };
  try {
    commitKeys(directory, keys);
    await run('leakward keys add --label billing --owner ana@example.com', keys.join('\n'));
    await run('leakward history --verify');
    await run('leakward revoke');
    await run('leakward revoke --apply --yes');
    await run('leakward revoke --apply --yes');
    await run('leakward journal');
    return { said, keys, emulator };
  } finally {
    await emulator.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function commitKeys(directory: string, keys: readonly string[]): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.com', ...args], {
      cwd: directory,
    });
  git('init', '--quiet');
  const lines = keys.map((key) => `${ruleOf(providerOf(key)).variable}: ${key}\n`);
  writeFileSync(join(directory, 'config.yml'), lines.join(''));
  git('add', '.');
  git('commit', '--quiet', '--message', 'Add the configuration');
}

function leakward(
  directory: string,
  args: readonly string[],
  emulator: Emulator,
  input: string,
): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: directory,
    env: { PATH: process.env['PATH'], ...environmentOf(emulator, directory) },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stdin.end(input);
  return new Promise((done) => child.on('close', (code) => done({ code, text })));
}

if (process.argv[1] === import.meta.filename) {
  await walkThrough(({ command, text, code, requests }) => {
    const asked = requests.map(
      ({ provider, method, path, status, key }) => `  ${provider} ${method} ${path} ${key} → ${status}`,
    );
    process.stdout.write(`$ ${command}\n${text}(exit code ${code})\n${asked.join('\n')}\n\n`);
  });
}

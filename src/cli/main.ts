/** The program: parse, settle the options, load the command, run it, turn what goes wrong into an exit code. */
import { dirname } from 'node:path';
import type { Io } from '../commands/call.ts';
import { readConfig, rootOf } from '../commands/config-file.ts';
import { optionsFor, settle } from '../commands/settings.ts';
import { eventTurn } from '../sources/turn.ts';
import { VERSION } from '../version.generated.ts';
import { type Crashing, handleCrashes } from './crash.ts';
import { createIo, type ProcessLike } from './io.ts';
import { LOAD } from './load.ts';
import { parseGuard } from './parse-guard.ts';

const FAILED = 2;

/**
 * Runs the command line in `outside.argv`; resolves to the exit code. An interrupted run never has another one than
 * that of its signal, and ends the process: a child that does not end must not keep it alive.
 */
export async function main(outside: ProcessLike & Crashing): Promise<number> {
  if (!isSomewhere(outside)) {
    outside.stderr.write('leakward: the directory that it was started in is gone\n');
    return FAILED;
  }
  const { interrupts, ...io } = createIo(outside);
  const failed = async (error: unknown): Promise<number> => {
    const interrupted = interrupts.code();
    if (interrupted !== undefined) return interrupted;
    const { errorText } = await import('./error-text.ts');
    await io.err(errorText(error, isSet(io.env['LEAKWARD_DEBUG'])));
    return FAILED;
  };
  handleCrashes(outside, failed);
  const ended = run(outside.argv.slice(2), io).catch(failed);
  const code = await Promise.race([ended, interrupts.overdue]);
  // One may have come while the last piece of work kept everything else waiting.
  await eventTurn();
  await eventTurn();
  interrupts.close();
  const interrupted = interrupts.code();
  if (interrupted !== undefined) outside.exit(interrupted);
  return interrupted ?? code;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0';
}

/** Node cannot tell the name of a directory that was deleted. */
function isSomewhere(outside: ProcessLike): boolean {
  try {
    return outside.cwd() !== '';
  } catch {
    return false;
  }
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  const parsed = parseGuard(argv) ?? (await import('./parse.ts')).parse(argv, VERSION);
  if (parsed.kind === 'print') {
    await io.out(parsed.text);
    return 0;
  }
  const given = parsed.flags['config'] ?? io.env['LEAKWARD_CONFIG'];
  const file = await readConfig(io.cwd, typeof given === 'string' ? given : undefined);
  const { settings, origin } = settle(parsed.flags, io.env, file);
  const plain = settings.color ? io : { ...io, color: { out: false, err: false } };
  const command = await LOAD[parsed.command]();
  const root = file === undefined || file.isNamed ? rootOf(io.cwd) : dirname(file.path);
  const options = optionsFor(parsed.command, settings);
  // The parser has given the arguments and options that the command declares, and no others.
  const call = { arguments: parsed.arguments, options, origin, io: plain, config: file, root } as never;
  return await command(call);
}

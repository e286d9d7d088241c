/** Where reports go: each format to its `--output`, in order; without one, or to `-`, to standard output. */
import { statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { rememberLast } from '../app/last.ts';
import { UserError } from '../model/error.ts';
import { exitCodeOf } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import { shellWord } from '../model/shell.ts';
import type { Format } from '../report/formats.ts';
import { render } from '../report/render.ts';
import { hear } from '../sources/turn.ts';
import type { Call } from './call.ts';

/** Refuses outputs that cannot be written, before anything is read. Errors: `bad-usage`, `unwritable`. */
export function checkOutputs({ options, io }: Call<'format' | 'output'>): void {
  const { format, output } = options;
  if (output.length > Math.max(1, format.length)) {
    throw new UserError('bad-usage', 'more --output than --format', {
      hint: 'give one --format for each --output, in the same order',
    });
  }
  const files = output.filter((name) => name !== '-').map((name) => resolve(io.cwd, name));
  const twice = files.find((file, i) => files.indexOf(file) !== i);
  if (twice !== undefined) throw new UserError('bad-usage', `two reports would be written to ${twice}`);
  for (const file of files) checkFile(file);
}

function checkFile(file: string): void {
  if (isDirectory(file)) throw new UserError('unwritable', `cannot write a report to ${file}: a directory`);
  const directory = dirname(file);
  if (isDirectory(directory)) return;
  throw new UserError('unwritable', `cannot write a report to ${file}: no directory ${directory}`, {
    hint: `mkdir -p ${shellWord(directory)}`,
  });
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The end of a scan: its report is remembered and written, and gives the exit code. Errors: `unwritable`. */
export async function conclude(call: Call<'format' | 'output'>, report: Report): Promise<number> {
  rememberLast(call.root, report, call.io.env);
  await write(call, report);
  return exitCodeOf(report);
}

/** Writes the report in each format; nothing of an interrupted run, whose signal's reason it throws. Errors: `unwritable`. */
export async function write({ options, io }: Call<'format' | 'output'>, report: Report): Promise<void> {
  const formats: readonly Format[] = options.format.length === 0 ? ['pretty'] : options.format;
  for (const [i, format] of formats.entries()) {
    const output = options.output[i] ?? '-';
    const isStandard = output === '-';
    const text = render(report, format, {
      color: isStandard && io.color.out,
      time: io.now().toISOString(),
      ...(isStandard && io.width !== undefined && { width: io.width }),
    });
    await hear(io.signal);
    if (isStandard) await io.out(text);
    else writeReport(resolve(io.cwd, output), text);
  }
}

function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (cause) {
    const { code = 'failed' } = cause as NodeJS.ErrnoException;
    throw new UserError('unwritable', `cannot write the report to ${path} (${code})`, { cause });
  }
}

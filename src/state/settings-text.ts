/** The settings file by itself: its usual name, and from its text to values. Nothing here knows which settings there are. */
import { UserError } from '../model/error.ts';

export const CONFIG_FILE = 'leakward.toml';

/** @param path for errors. Errors: `bad-config`. */
export async function parseConfig(path: string, text: string): Promise<Readonly<Record<string, unknown>>> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const what = cause.message.split('\n', 1)[0] ?? '';
    throw new UserError('bad-config', `${path}:${cause.line}:${cause.column}: ${what}`, { cause });
  }
}

/** Programs on a PATH. */
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** The first program of that name in the directories. */
export function findProgram(name: string, directories: readonly string[]): string | undefined {
  return directories.map((directory) => path.join(directory, name)).find(isProgram);
}

/** True for a file that may be executed. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

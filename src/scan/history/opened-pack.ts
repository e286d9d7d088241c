/** A pack and its index, read as far as their headers. */
import { closeSync, fstatSync } from 'node:fs';
import { type PackIndex, readPackIndex } from '../../git/objects/pack-index.ts';
import { type PackPlan, planPack } from '../../git/objects/pack-plan.ts';
import type { PackFile } from '../../git/objects/store.ts';
import { openPlainFile } from '../../git/plain-file.ts';
import type { Pace } from '../../model/pace.ts';

export interface OpenedPack {
  readonly pack: PackFile;
  readonly file: string;
  readonly index: PackIndex;
  readonly plan: PackPlan;
}

/** The pack, or why it cannot be read at all. Throws what `pace` throws once `signal` is aborted. */
export async function openPack(
  pack: PackFile,
  oidBytes: number,
  signal: AbortSignal,
  pace: Pace,
): Promise<OpenedPack | string> {
  if (!pack.hasIndex) return 'the pack has no index: git index-pack makes one';
  try {
    return (await planOf(pack, oidBytes, pace)) ?? DAMAGED;
  } catch (error) {
    if (signal.aborted) throw error;
    return DAMAGED;
  }
}

const DAMAGED = 'the pack or its index is damaged';

async function planOf(pack: PackFile, oidBytes: number, pace: Pace): Promise<OpenedPack | undefined> {
  const index = readPackIndex(`${pack.base}.idx`, oidBytes);
  if (index === undefined) return undefined;
  const file = `${pack.base}.pack`;
  const descriptor = openPlainFile(file);
  try {
    await pace();
    const plan = await planPack(descriptor, fstatSync(descriptor).size, index, oidBytes, pace);
    return plan && { pack, file, index, plan };
  } finally {
    closeSync(descriptor);
  }
}

/** A pack and its index, read as far as their headers. */
import { closeSync, fstatSync } from 'node:fs';
import { type PackIndex, readPackIndex } from '../../git/objects/pack-index.ts';
import { type PackPlan, planPack } from '../../git/objects/pack-plan.ts';
import type { PackFile } from '../../git/objects/store.ts';
import { openPlainFile } from '../../git/plain-file.ts';

export interface OpenedPack {
  readonly pack: PackFile;
  readonly file: string;
  readonly index: PackIndex;
  readonly plan: PackPlan;
}

/** The pack, or why it cannot be read at all. */
export function openPack(pack: PackFile, oidBytes: number): OpenedPack | string {
  if (!pack.hasIndex) return 'the pack has no index: git index-pack makes one';
  try {
    return planOf(pack, oidBytes) ?? DAMAGED;
  } catch {
    return DAMAGED;
  }
}

const DAMAGED = 'the pack or its index is damaged';

function planOf(pack: PackFile, oidBytes: number): OpenedPack | undefined {
  const index = readPackIndex(`${pack.base}.idx`, oidBytes);
  if (index === undefined) return undefined;
  const file = `${pack.base}.pack`;
  const descriptor = openPlainFile(file);
  try {
    const plan = planPack(descriptor, fstatSync(descriptor).size, index, oidBytes);
    return plan && { pack, file, index, plan };
  } finally {
    closeSync(descriptor);
  }
}

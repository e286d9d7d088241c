/** Every place that is measured. */
import { BINARY } from './binary.ts';
import { CHANGES } from './changes.ts';
import { CI } from './ci.ts';
import { CODE } from './code.ts';
import { CONFIG } from './config.ts';
import { CONTAINERS } from './containers.ts';
import { DATA } from './data.ts';
import { DOCUMENTS } from './documents.ts';
import { ENV } from './env.ts';
import { INFRASTRUCTURE } from './infrastructure.ts';
import { LOGS } from './logs.ts';
import { MESSAGES } from './messages.ts';
import { NESTED } from './nested.ts';
import type { Place } from './place.ts';
import { SHELL } from './shell.ts';
import { TRAFFIC } from './traffic.ts';

export type { Place, Words } from './place.ts';

export const PLACES: readonly Place[] = [
  ...SHELL,
  ...CONTAINERS,
  ...CI,
  ...ENV,
  ...CONFIG,
  ...CODE,
  ...DOCUMENTS,
  ...LOGS,
  ...MESSAGES,
  ...DATA,
  ...TRAFFIC,
  ...INFRASTRUCTURE,
  ...CHANGES,
  ...BINARY,
  ...NESTED,
];

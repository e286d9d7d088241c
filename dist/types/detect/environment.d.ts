/** Which environment of a system a place belongs to: by the name a key is given to, the section, or the path. */
import type { Environment } from '../model/finding.ts';
/**
 * The stage that a place is for, and on which side of the network its variable is read; empty if nothing says so.
 *
 * @param name the variable the key is given to, empty if none
 * @param before text before the key, as far as sections are looked for
 */
export declare function environmentsOf(path: string, name: string, before: string): readonly Environment[];
/** The stage that a path names: `.env.production`, `config/staging.json`, `envs/dev/main.tf`. */
export declare function stageOfPath(path: string): Environment | undefined;

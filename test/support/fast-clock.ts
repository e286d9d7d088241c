/** Pauses of a program under test that take no time: see fast-clock.mjs. */
const MODULE = new URL('./fast-clock.mjs', import.meta.url).href;

/** For the environment of a program that is started. */
export const FAST_CLOCK = { NODE_OPTIONS: `--import ${MODULE}` } as const;

/**
 * Loaded into a program under test with --import: a pause of a second and more takes none, and the clock moves on by it.
 * Timers of streams and connections keep their time.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const LEAST = 1000;
const wait = timers.setTimeout;
const RealDate = Date;
let ahead = 0;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [RealDate.now() + ahead] : args));
  }

  static now() {
    return RealDate.now() + ahead;
  }
};

timers.setTimeout = async (time = 0, value, options) => {
  if (time < LEAST) return await wait(time, value, options);
  const result = await wait(1, value, options);
  ahead += time;
  return result;
};
syncBuiltinESMExports();

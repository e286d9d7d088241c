/** Runs the program from its sources, without a build: `npm run dev -- scan .` */
import { main } from '../../src/cli/main.ts';

process.exitCode = await main(process);

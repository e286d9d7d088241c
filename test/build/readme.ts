/** README's table of options, written from the option table: `tsx test/build/readme.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { OPTION_LIST } from '../../src/cli/options.ts';

const README = new URL('../../README.md', import.meta.url);
const BLOCK = /(<!-- options -->\n)[\s\S]*?(<!-- \/options -->)/;

/** The table. */
export function optionTable(): string {
  const rows = OPTION_LIST.map(({ flag, short, value, key, env, on, text, choices }) => {
    const typed = `\`${short === undefined ? '' : `-${short}, `}--${flag}${value === undefined ? '' : ` <${value}>`}\``;
    const where = on.includes('*') ? 'all' : on.join(', ');
    const all = choices === undefined ? '' : ` (${choices.join(', ')})`;
    const set = [key, env].filter((one) => one !== undefined).map((one) => `\`${one}\``);
    return `| ${typed} | ${where} | ${set.join(', ')} | ${text}${all} |`;
  });
  return [
    '| option | commands | in leakward.toml, environment | meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** README with the table that the options make. */
export function renewedReadme(): string {
  return readFileSync(README, 'utf8').replace(
    BLOCK,
    (_, open: string, close: string) => `${open}${optionTable()}${close}`,
  );
}

if (process.argv[1] === import.meta.filename) writeFileSync(README, renewedReadme());

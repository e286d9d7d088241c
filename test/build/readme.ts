/** README's tables of options and inputs, written from the tables in src: `tsx test/build/readme.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { choicesOf, INPUT_LIST, OUTPUTS } from '../../src/action/inputs.ts';
import { OPTION_LIST } from '../../src/commands/options.ts';
import { COMMAND_LIST, optionsOf } from '../../src/commands/table.ts';

const README = new URL('../../README.md', import.meta.url);
const BLOCK = /(<!-- (options|inputs) -->\n)[\s\S]*?(<!-- \/\2 -->)/g;

/** The table. */
export function optionTable(): string {
  const rows = OPTION_LIST.map(({ name, flag, short, value, key, env, text, choices }) => {
    const takers = COMMAND_LIST.filter((command) => optionsOf(command.name).some((one) => one.name === name));
    const typed = `\`${short === undefined ? '' : `-${short}, `}--${flag}${value === undefined ? '' : ` <${value}>`}\``;
    const where = takers.length === COMMAND_LIST.length ? 'all' : takers.map((one) => one.name).join(', ');
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

/** The Action's inputs, and in one line its outputs. */
export function inputTable(): string {
  const rows = INPUT_LIST.map((input) => {
    const choices = choicesOf(input);
    const all = choices === undefined ? '' : ` (${choices.join(', ')})`;
    const fallback = input.fallback === '' ? '' : `\`${input.fallback}\``;
    return `| \`${input.input}\` | ${fallback} | ${input.text}${all} |`;
  });
  const outputs = Object.keys(OUTPUTS).map((name) => `\`${name}\``);
  const head = ['| input | default | meaning |', '| --- | --- | --- |'];
  return [...head, ...rows, '', `Outputs: ${outputs.join(', ')}.`, ''].join('\n');
}

/** README with the tables that the options and inputs make. */
export function renewedReadme(): string {
  return readFileSync(README, 'utf8').replace(
    BLOCK,
    (_, open: string, name: string, close: string) =>
      open + (name === 'options' ? optionTable() : inputTable()) + close,
  );
}

if (process.argv[1] === import.meta.filename) writeFileSync(README, renewedReadme());

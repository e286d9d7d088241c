/** action.yml, written from the Action's tables: `tsx test/build/action-yml.ts`. */
import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { choicesOf, INPUT_LIST, OUTPUTS } from '../../src/action/inputs.ts';
import { OLD_INPUTS, renamed } from '../../src/action/named-urls.ts';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { kindNames } from '../../src/rules/kinds.ts';

export const ACTION_YML = new URL('../../action.yml', import.meta.url);

/** The metadata file: docs.github.com, "Metadata syntax for GitHub Actions". */
export function actionYml(): string {
  const inputs = INPUT_LIST.map((input) => {
    const choices = choicesOf(input);
    const description = input.text + (choices === undefined ? '' : ` (${choices.join(', ')})`);
    // A default for each, also an empty one: the runner then sets the variable, and no earlier step can.
    return [input.input, { description, required: false, default: input.fallback }] as const;
  });
  // Declared still, so that the runner sets them and no earlier step can.
  const old = OLD_INPUTS.map((one) => {
    const description = `use ${one.now}`;
    const entry = { description, required: false, default: '', deprecationMessage: renamed(one) };
    return [one.input, entry] as const;
  });
  const outputs = Object.entries(OUTPUTS).map(([name, description]) => [name, { description }] as const);
  const metadata = {
    name: 'leakward',
    description: `Stops leaked ${kindNames(BUILTIN_RULES)} API keys at the pull request, proves and revokes them`,
    author: 'The leakward authors',
    branding: { icon: 'key', color: 'red' },
    inputs: Object.fromEntries<object>([...inputs, ...old]),
    outputs: Object.fromEntries(outputs),
    runs: { using: 'node24', main: 'dist/action.js' },
  };
  return `# Made by test/build/action-yml.ts from src/action/inputs.ts. Do not edit.\n${stringify(metadata, { lineWidth: 0, compat: 'yaml-1.1' })}`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(ACTION_YML, actionYml());

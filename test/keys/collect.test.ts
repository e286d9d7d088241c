import { expect, test } from 'vitest';
import { collectOwnKeys } from '../../src/keys/collect.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf } from '../support/run.ts';

const KEY = nouvelKey(4002);

async function labelsOf(dotenv: string): Promise<string[]> {
  const root = directoryOf({ '.env': dotenv });
  const sources = {
    list: { path: `${root}/leakward.keys`, isNamed: false },
    cwd: root,
    root,
    asksGit: false,
  };
  const keys = await collectOwnKeys({ ...sources, env: {}, rules: createRuleset().rules }, []);
  return keys.map(({ label }) => label);
}

test('a key of a .env file is labelled with its variable and its line', async () => {
  expect(await labelsOf(`A=1\nNOUVEL_API_KEY=${KEY}\n`)).toEqual(['NOUVEL_API_KEY in .env:2']);
});

test('a part of a key that a lost line end made a variable is no label', async () => {
  expect(await labelsOf(`S${KEY.slice(6, 18)}EY=${KEY}\n`)).toEqual(['.env:1']);
});

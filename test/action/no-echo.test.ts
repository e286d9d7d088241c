import { afterAll, beforeAll, expect, test } from 'vitest';
import { INPUT_LIST } from '../../src/action/inputs.ts';
import { OLD_INPUTS } from '../../src/action/named-urls.ts';
import { encodedForms } from '../support/encoded-names.ts';
import { createProject, pullEvent } from '../support/github/project.ts';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { actStep, runStep, type Step, type StepOptions } from '../support/runner/runner.ts';
import { tracesOf } from '../support/traces.ts';

const KEYS = [nouvelKey(71), nohumanKey(72, 'base62', 32)];
const BODIES = KEYS.map((key) => key.slice(key.indexOf('_') + 1));
const TRACES = KEYS.flatMap(tracesOf);

let github: EmulatedGitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());

let number = 0;

/** A pull request in a repository of its own. */
function pulled(): (given: Partial<StepOptions>) => StepOptions {
  const project = createProject(github, `acme/shop-${number++}`, { files: { 'a.txt': 'x\n' } });
  project.branch('feature');
  project.commit('Pay', { 'b.txt': 'y\n' });
  const payload = pullEvent(project, project.pull('feature', { number: 1 }));
  return (given) => ({ github, repository: project.slug, event: 'pull_request', payload, ...given });
}

function expectNoTrace({ raw, err, summary }: Step, what: string): void {
  const text = raw + err + summary;
  expect(
    TRACES.filter((trace) => text.includes(trace)),
    `${what}: ${text}`,
  ).toEqual([]);
}

test('a promise that nothing awaits ends the Action with 2 and a message without key and stack', async () => {
  const code = `setTimeout(() => { Promise.reject(new Error('${KEYS.join(' ')} ${BODIES.join(' ')}')); }, 1)`;
  const loader = `data:text/javascript,${encodeURIComponent(code)}`;
  const step = await runStep(pulled()({ env: { NODE_OPTIONS: `--import ${loader}` } }));
  expect(step.code).toBe(2);
  expect(step.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^internal error, please report it: Error: nvl_/),
  ]);
  expectNoTrace(step, 'a rejected promise');
  expect(step.raw + step.err).not.toMatch(/\bat .*:\d+:\d+/);
}, 30_000);

test('a key or its body as any input is not repeated', async () => {
  const options = pulled();
  for (const [i, { input }] of [...INPUT_LIST, ...OLD_INPUTS].entries()) {
    const secret = [...BODIES, ...KEYS][i % 4] ?? '';
    expectNoTrace(await actStep(options({ inputs: { [input]: secret } })), input);
  }
}, 120_000);

test('encoded keys in names of files, branches and commits are in no log, annotation or summary', async () => {
  const key = nouvelKey(73);
  const names = Object.values(encodedForms(key)).filter((form) => !/[/\\&]/.test(form));
  const project = createProject(github, `acme/shop-${number++}`, { files: { 'a.txt': 'x\n' } });
  const branch = `fix/${names[2]}`;
  project.branch(branch);
  const files = names.map((name, i) => [`dir/${name}.txt`, `token ${i}: "${KEYS[0]}"\n`]);
  project.commit(`Add ${names[1]} and ${names[6]}`, Object.fromEntries(files));
  const payload = pullEvent(project, project.pull(branch, { number: 1 }));
  const step = await actStep({ github, repository: project.slug, event: 'pull_request', payload });
  expect(step.code).toBe(1);
  const written = (step.raw + step.summary).replace(/^::add-mask::.*$/gm, '');
  const decoded = written.replaceAll('%25', '%');
  for (const trace of [...TRACES, ...tracesOf(key), ...names]) {
    expect(written.includes(trace), trace).toBe(false);
    expect(decoded.includes(trace), trace).toBe(false);
  }
  // What others write into the log is masked, too.
  const hex = Buffer.from(KEYS[0] ?? '').toString('hex');
  expect(step.masks).toEqual(expect.arrayContaining([hex, KEYS[0]?.replace('_', '%5f')]));
});

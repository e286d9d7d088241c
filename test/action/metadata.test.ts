import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { INPUT_LIST, readInputs } from '../../src/action/inputs.ts';
import { OPTIONS } from '../../src/commands/options.ts';
import { ACTION_YML, actionYml } from '../build/action-yml.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const WORKFLOWS = join(ROOT, '.github/workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly permissions?: unknown }>
  >;
}

const OWN = /^leakward\/leakward@/;

/** The events of a workflow's `on`, in any of its three forms. */
function eventsOf(on: unknown): [event: string, settings: { readonly types?: unknown } | null][] {
  if (typeof on === 'string') return [[on, null]];
  if (Array.isArray(on)) return on.map((event) => [String(event), null]);
  return Object.entries(on as Record<string, { readonly types?: unknown } | null>);
}

function workflows(): { readonly name: string; readonly workflow: Workflow }[] {
  const files = readdirSync(WORKFLOWS).map(
    (name) => [name, readFileSync(join(WORKFLOWS, name), 'utf8')] as const,
  );
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text = ''], i) => [`README example ${i + 1}`, text] as const,
  );
  return [...files, ...examples].map(([name, text]) => ({ name, workflow: parse(text) as Workflow }));
}

describe('action.yml', () => {
  test('is what the tables say', () => {
    expect(readFileSync(ACTION_YML, 'utf8')).toBe(actionYml());
  });

  test('names a program that is there, and a Node that runners have', () => {
    const { runs, description } = parse(readFileSync(ACTION_YML, 'utf8')) as {
      runs: { using: string; main: string };
      description: string;
    };
    expect(runs.using).toBe('node24');
    expect(existsSync(join(ROOT, runs.main))).toBe(true);
    // The marketplace shows no more.
    expect(description.length).toBeLessThanOrEqual(125);
  });

  test('gives no default where leakward.toml may set the option', () => {
    const wrong = INPUT_LIST.filter(({ option, fallback }) => option !== undefined && fallback !== '');
    expect(wrong).toEqual([]);
    for (const { option } of INPUT_LIST) if (option !== undefined) expect(OPTIONS).toHaveProperty(option);
  });
});

describe('workflows, ours and the examples', () => {
  const all = workflows();

  test('there are some, and the first example is short and has no checkout', () => {
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['leakward.yml', 'leakward-revoke.yml', 'README example 2']),
    );
    const [, first = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    expect(first.trim().split('\n').length).toBeLessThanOrEqual(9);
    expect(first).not.toContain('checkout');
  });

  test('whatever runs on pull requests runs again when the base changes', () => {
    const ours = all.filter(({ workflow }) =>
      Object.values(workflow.jobs).some(({ steps }) => steps.some(({ uses }) => OWN.test(uses ?? ''))),
    );
    const onPulls = ours.flatMap(({ name, workflow }) =>
      eventsOf(workflow.on)
        .filter(([event]) => /^pull_request(?:_target)?$/.test(event))
        .map(([, settings]) => ({ name, types: settings?.types })),
    );
    expect(onPulls.map(({ name }) => name)).toEqual(['leakward.yml', 'README example 1']);
    // The first three are what GitHub takes unless types are given.
    for (const { types } of onPulls) expect(types).toEqual(['opened', 'synchronize', 'reopened', 'edited']);
  });

  test.each(all)('$name gives only inputs that there are, with values they take', ({ workflow }) => {
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
    for (const { uses, with: given = {} } of steps) {
      if (uses === undefined || !OWN.test(uses)) continue;
      const known = INPUT_LIST.map(({ input }) => input as string);
      for (const name of Object.keys(given)) expect(known).toContain(name);
      const env = Object.entries(given).map(([name, value]) => [
        `INPUT_${name.toUpperCase()}`,
        String(value),
      ]);
      expect(() => readInputs(Object.fromEntries(env))).not.toThrow();
    }
  });

  test.each(all.filter(({ name }) => name.endsWith('.yml')))(
    '$name asks for no more than it needs',
    ({ workflow }) => {
      expect(workflow.permissions).toEqual({});
      for (const job of Object.values(workflow.jobs)) {
        for (const { uses, run } of job.steps) {
          if (uses !== undefined && !OWN.test(uses)) expect(uses).toMatch(/@[0-9a-f]{40}$/);
          // Text of an event, put into a script, would be run.
          expect(run ?? '').not.toMatch(/\$\{\{\s*github\.(?:event|head_ref)/);
        }
      }
    },
  );

  test('what revokes runs on workflow_run, in a protected environment, and checks nothing out', () => {
    const revoking = all.filter(({ workflow }) =>
      Object.values(workflow.jobs).some(({ steps }) =>
        steps.some((step) => step.with?.['revoke'] === 'apply'),
      ),
    );
    expect(revoking).toHaveLength(2);
    for (const { workflow } of revoking) {
      expect(Object.keys(workflow.on as object)).toEqual(['workflow_run']);
      // Of a group GitHub keeps one run that waits: a key must not live on because another one leaked.
      expect(JSON.stringify(workflow.concurrency)).toContain('github.event.workflow_run.head_sha');
      for (const job of Object.values(workflow.jobs)) {
        expect(job).toHaveProperty('environment');
        expect(job.steps.every(({ uses, run }) => run === undefined && OWN.test(uses ?? ''))).toBe(true);
      }
    }
  });
});

describe('inputs', () => {
  test('are typed, and fall back to what action.yml says', () => {
    expect(readInputs({})).toMatchObject({
      comment: false,
      revoke: 'off',
      prSuppressions: 'reviewed',
      revokeMax: 10,
      rules: [],
    });
    const given = { 'INPUT_FAIL-ON': ' warnings ', INPUT_RULES: 'a.toml\nb.toml', INPUT_COMMENT: 'true' };
    expect(readInputs(given)).toMatchObject({
      failOn: 'warnings',
      rules: ['a.toml', 'b.toml'],
      comment: true,
    });
  });

  test.each([
    ['INPUT_COMMENT', 'yes', 'input comment takes true or false, not “yes”'],
    ['INPUT_REVOKE', 'all', 'input revoke takes off, dry-run, apply, not “all”'],
    ['INPUT_REVOKE-MAX', '-1', 'input revoke-max takes a whole number, not “-1”'],
    ['INPUT_MIN-CONFIDENCE', 'none', 'input min-confidence takes high, medium, low, not “none”'],
  ])('%s=%s is refused', (name, value, message) => {
    expect(() => readInputs({ [name]: value })).toThrow(message);
  });
});

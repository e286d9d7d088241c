/** Options belong to their command: it sees what it declares. The type errors are checked by tsc, which reads tests. */
import { expect, test } from 'vitest';
import { parse } from '../../src/cli/parse.ts';
import type { Call, CallOf, Run } from '../../src/commands/call.ts';
import { OPTION_LIST } from '../../src/commands/options.ts';
import { optionsFor, settle } from '../../src/commands/settings.ts';
import { COMMAND_LIST } from '../../src/commands/table.ts';

test('an option that a command does not declare is a type error', () => {
  const doctor: Run<'doctor'> = async ({ options }) => {
    const declared: boolean = options.gui;
    const common: boolean = options.quiet;
    // @ts-expect-error: it takes no --format
    void options.format;
    return Number(declared && common);
  };
  const example = ({ options, arguments: { provider } }: CallOf<'example'>): readonly [string, number] => [
    provider,
    options.count,
  ];
  // @ts-expect-error: it has no argument of that name
  const unknown = ({ arguments: { path } }: CallOf<'example'>): unknown => path;
  expect([doctor, example, unknown]).toHaveLength(3);
});

test('a part of several commands takes only calls of those that declare its options', () => {
  const part = ({ options }: Call<'baseline' | 'rules'>): string => options.baseline;
  const scan = (call: CallOf<'scan'>): string => part(call);
  // @ts-expect-error: it takes no --baseline
  const where = (call: CallOf<'where'>): string => part(call);
  expect([scan, where]).toHaveLength(2);
});

test('arguments have the types of their notation', () => {
  const scan = ({ arguments: { path } }: CallOf<'scan'>): readonly string[] => path;
  const diff = ({ arguments: { range } }: CallOf<'diff'>): string | undefined => range;
  const guard = ({ arguments: { hook, args } }: CallOf<'guard'>): readonly [string, readonly string[]] => [
    hook,
    args,
  ];
  // @ts-expect-error: it may be absent
  const wrong = ({ arguments: { range } }: CallOf<'diff'>): string => range;
  expect([scan, diff, guard, wrong]).toHaveLength(4);
  const asked = ['scan', 'scan a b', 'diff', 'diff a..b', 'guard pre-push origin url'];
  expect(asked.map((text) => parse(text.split(' '), '0'))).toMatchObject([
    { command: 'scan', arguments: { path: [] } },
    { command: 'scan', arguments: { path: ['a', 'b'] } },
    { command: 'diff', arguments: { range: undefined } },
    { command: 'diff', arguments: { range: 'a..b' } },
    { command: 'guard', arguments: { hook: 'pre-push', args: ['origin', 'url'] } },
  ]);
});

test.each(COMMAND_LIST)('$name gets the options that it declares, and no others', ({ name, options }) => {
  const given = optionsFor(name, settle({}, {}, undefined).settings);
  const declared = new Set([...options, 'config', 'color', 'quiet', 'verbose']);
  expect(new Set(Object.keys(given))).toEqual(declared);
});

test('every option is declared by a command', () => {
  const declared = new Set(COMMAND_LIST.flatMap(({ options }) => options));
  const common = ['config', 'color', 'quiet', 'verbose'];
  const left = OPTION_LIST.map(({ name }) => name).filter((name) => !declared.has(name));
  expect(left).toEqual(common);
});

test.each(['rules check', 'rules test'])(
  '%s takes no --rules: it reads the files that are its arguments',
  (name) => {
    const words = name.split(' ');
    expect(() => parse([...words, '--rules', 'more.toml', 'rule.toml'], '0')).toThrow('unknown option');
    expect(parse([...words, 'rule.toml'], '0')).toMatchObject({ arguments: { file: ['rule.toml'] } });
  },
);

/** `leakward init`: installs the hooks, or takes them out, and shows that they stop a key. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { isInside } from '../git/real-path.ts';
import { applyEdit, prove, runStep } from '../hooks/apply.ts';
import { hookLines } from '../hooks/block.ts';
import type { Plan, Step } from '../hooks/edits.ts';
import { sourceFor } from '../hooks/installed.ts';
import { planInit, planRemoval } from '../hooks/plan.ts';
import { type Project, readProject, sharesHooks } from '../hooks/project.ts';
import { UserError } from '../model/error.ts';
import { shellText } from '../model/shell.ts';
import { printable } from '../report/printable.ts';
import { issuedBody } from '../rules/body.ts';
import { BUILTIN_RULES } from '../rules/builtin.generated.ts';
import type { CallOf } from './call.ts';

const NOT_GUARDED = 1;

export async function run(call: CallOf<'init'>): Promise<number> {
  const { options, io } = call;
  const project = await readProject(io.cwd);
  const plan = options.remove ? planRemoval(project) : await planOf(call, project);
  if (!(await mayChangeHooks(call, project, plan))) {
    await io.say('nothing was changed\n');
    return NOT_GUARDED;
  }
  for (const { file, after } of plan.edits) {
    const verb = after === undefined ? 'delete' : 'write';
    await io.say(`${options.dryRun ? `would ${verb}` : verb} ${path.relative(io.cwd, file) || file}\n`);
  }
  for (const note of plan.notes) await io.say(`note: ${printable(note)}\n`);
  if (options.dryRun) {
    for (const step of plan.steps) await io.say(`would run ${textOf(step)}\n`);
    return 0;
  }
  for (const edit of plan.edits) applyEdit(edit);
  if (options.remove) {
    await io.say(
      plan.edits.length === 0 ? 'nothing of leakward was here\n' : 'leakward is out of the hooks\n',
    );
    return 0;
  }
  if (!(await takeSteps(call, plan))) return NOT_GUARDED;
  return await show(call, project);
}

/**
 * Whether hooks that also run in other repositories may be changed, where the plan does so: a person is asked.
 *
 * @throws `refused` where there is no terminal to ask on
 */
async function mayChangeHooks(
  { options, io }: CallOf<'init'>,
  project: Project,
  { edits }: Plan,
): Promise<boolean> {
  const { hooksDir, hooksPath, commonDir } = project;
  const isShared = sharesHooks(project) && edits.some(({ file }) => isInside(file, hooksDir));
  if (!isShared) return true;
  const where = `core.hooksPath (${hooksPath?.scope}) leads to ${printable(hooksDir)}`;
  if (options.dryRun) {
    await io.say(`note: ${where}: its hooks run in other repositories too, so that you are asked first\n`);
    return true;
  }
  const answer = await io.ask(`${where}, whose hooks run in other repositories too. Change them? [y/N] `);
  if (answer !== undefined) return /^y(?:es)?$/i.test(answer.trim());
  const own = ['git', 'config', 'core.hooksPath', path.join(commonDir, 'hooks')];
  throw new UserError('refused', `${where}, whose hooks run in other repositories too: nothing was changed`, {
    hint: `run leakward init on a terminal, or give this repository hooks of its own: ${shellText(own)}`,
  });
}

async function planOf({ options, io }: CallOf<'init'>, project: Project): Promise<Plan> {
  const source = await sourceFor(project.packageDir, { text: options.from, cwd: io.cwd });
  const manager = options.manager ?? project.manager;
  return planInit(project, { manager, missing: options.missing, source });
}

/** Programs of others are run only if the user said so; otherwise they are named. */
async function takeSteps({ options, io }: CallOf<'init'>, { steps }: Plan): Promise<boolean> {
  for (const step of steps) {
    if (!options.install) {
      await io.err(
        `leakward: not in force yet: run ${textOf(step)}, or leakward init --install to have it run\n`,
      );
      return false;
    }
    await io.say(`run ${textOf(step)}\n`);
    await runStep(step);
  }
  return true;
}

function textOf({ command }: Step): string {
  return shellText(command);
}

/** A key of the right shape that nobody was ever given. */
function madeUpKey(): string {
  const [key] = BUILTIN_RULES.flatMap(({ prefix, shape: { issued } }) =>
    issued.slice(0, 1).map((form) => prefix + issuedBody(form, (count) => randomBytes(count))),
  );
  if (key === undefined) throw new Error('a built-in rule has issued forms');
  return key;
}

async function show({ io, options }: CallOf<'init'>, project: Project): Promise<number> {
  const bin =
    project.packageDir === undefined
      ? ''
      : path.join(path.relative(project.root, project.packageDir), 'node_modules/.bin');
  const isPnp = project.packageManager === 'yarn-pnp';
  const lines = hookLines('pre-commit', { bin, isPnp, missing: options.missing, callsLfs: false });
  const { isBlocked, text } = await prove(project, madeUpKey(), lines, io.env);
  await io.say(
    `a commit with a made-up key, on an index of its own:\n${text.replace(/^/gm, '  ').trimEnd()}\n`,
  );
  if (isBlocked) {
    await io.say('commits here are guarded\n');
    return 0;
  }
  await io.err('leakward: the made-up key was not stopped\nhint: leakward doctor tells why\n');
  return NOT_GUARDED;
}

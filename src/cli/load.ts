/** The module that carries a command out, loaded when it is called. */
import type { Run } from '../commands/call.ts';
import type { CommandName } from '../commands/table.ts';

export const LOAD: { readonly [Name in CommandName]: () => Promise<Run<Name>> } = {
  scan: async () => (await import('../commands/scan.ts')).run,
  history: async () => (await import('../commands/history.ts')).run,
  diff: async () => (await import('../commands/diff.ts')).run,
  guard: async () => (await import('../commands/guard.ts')).run,
  init: async () => (await import('../commands/init.ts')).run,
  doctor: async () => (await import('../commands/doctor.ts')).run,
  verify: async () => (await import('../commands/verify.ts')).run,
  revoke: async () => (await import('../commands/revoke.ts')).run,
  journal: async () => (await import('../commands/journal.ts')).run,
  explain: async () => (await import('../commands/explain.ts')).run,
  allow: async () => (await import('../commands/allow.ts')).run,
  'baseline create': async () => (await import('../commands/baseline.ts')).create,
  'baseline prune': async () => (await import('../commands/baseline.ts')).prune,
  'keys add': async () => (await import('../commands/keys.ts')).add,
  'keys list': async () => (await import('../commands/keys.ts')).list,
  'keys check': async () => (await import('../commands/keys.ts')).check,
  example: async () => (await import('../commands/example.ts')).run,
  'rules list': async () => (await import('../commands/rules.ts')).list,
  'rules check': async () => (await import('../commands/rules.ts')).check,
  'rules test': async () => (await import('../commands/rules.ts')).test,
  'rules export': async () => (await import('../commands/rules.ts')).exportTo,
  completion: async () => (await import('../commands/completion.ts')).run,
  where: async () => (await import('../commands/where.ts')).run,
};

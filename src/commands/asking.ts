/** What commands that ask providers share: where to ask, the door, and a report with its verdicts. */

import { type Base, parseBase } from '../http/base.ts';
import { UserError } from '../model/error.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { variableWord } from '../model/variable.ts';
import type { FindHolders } from '../scan/history/holders.ts';
import { createReport, type ReportInput } from '../scan/report.ts';
import type { VerifyDeps } from '../verify/deps.ts';
import { type Scope, subjectsOf, type Verdicts, verifyAll } from '../verify/verify.ts';
import type { Call } from './call.ts';
import { createProgress } from './progress.ts';

/** Base addresses by provider: the flag outranks `LEAKWARD_<PROVIDER>_URL`. Errors: `bad-usage`. */
export function basesOf(
  { options, io }: Call<'providerUrl'>,
  rules: readonly Rule[],
): ReadonlyMap<string, Base> {
  const providers = [...new Set(rules.map(({ provider }) => provider))];
  const named = providers.flatMap((provider) => {
    const variable = `LEAKWARD_${variableWord(provider)}_URL`;
    const text = io.env[variable];
    return text === undefined || text === '' ? [] : [[provider, parseBase(text, variable)] as const];
  });
  const flagged = options.providerUrl.map((text) => {
    const [provider = '', ...rest] = text.split('=');
    if (!providers.includes(provider)) {
      throw new UserError('bad-usage', '--provider-url takes <provider>=<url>', {
        hint: `known providers are ${providers.join(', ')}`,
      });
    }
    return [provider, parseBase(rest.join('='), `--provider-url ${provider}`)] as const;
  });
  return new Map([...named, ...flagged]);
}

/** Does something with the door to the network open. Loaded here, so that nothing else ever loads it. */
export async function withDoor<T>({ io }: Call, use: (outside: VerifyDeps) => Promise<T>): Promise<T> {
  const { createDoor } = await import('../http/door.ts');
  const door = createDoor({ env: io.env });
  try {
    return await use({ send: door.send, now: io.now, sleep: io.sleep, signal: io.signal });
  } finally {
    await door.close();
  }
}

/** The report with verdicts, and for active keys with the refs in whose files they still stand. */
export async function verifiedReport(
  call: Call<'providerUrl' | 'quiet'>,
  input: ReportInput,
  scope: Scope,
  findHolders: FindHolders | undefined,
): Promise<Report> {
  const report = createReport(input);
  const { results, suppressed } = report;
  const verdicts = await verdictsOf(
    call,
    [...results, ...suppressed].map(({ finding }) => finding),
    input.policy.ruleset.rules,
    scope,
  );
  const verified = createReport({ ...input, verdicts });
  const active = verified.results.filter(({ verdict }) => verdict?.state === 'active');
  if (findHolders === undefined || active.length === 0) return verified;
  const { holders, notes } = await findHolders(new Set(active.map(({ finding }) => finding.fingerprint)));
  const coverage = { ...input.coverage, notes: [...input.coverage.notes, ...notes] };
  return createReport({ ...input, coverage, verdicts, holders });
}

/** Verdicts on the keys of findings. */
export async function verdictsOf(
  call: Call<'providerUrl' | 'quiet'>,
  findings: readonly Finding[],
  rules: readonly Rule[],
  scope: Scope,
): Promise<Verdicts> {
  const subjects = subjectsOf(findings, rules, scope);
  if (subjects.length === 0) return new Map();
  const bases = basesOf(call, rules);
  const progress = createProgress(call.io, call.options.quiet, 'keys asked about');
  try {
    return await withDoor(call, (outside) =>
      verifyAll(subjects, { ...outside, bases, progress: progress.tell }),
    );
  } finally {
    progress.end();
  }
}

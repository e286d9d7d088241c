/** `leakward verify`: verdicts for the findings of a report, or for keys on standard input. */
import { resolve } from 'node:path';
import { createDetector } from '../detect/detector.ts';
import { NO_COVERAGE, withSkipped } from '../model/coverage.ts';
import { UserError } from '../model/error.ts';
import type { Finding } from '../model/finding.ts';
import { exitCodeOf } from '../model/policy.ts';
import type { Result, Skipped } from '../model/report.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { type ReadReport, readReport } from '../report/read.ts';
import { recallLast } from '../scan/last.ts';
import { recover } from '../scan/recover.ts';
import { resultOf } from '../scan/scanned.ts';
import { readAll, readPath } from '../sources/stream.ts';
import { plannedRequests, type Scope, subjectsOf } from '../verify/verify.ts';
import { basesOf } from './asking.ts';
import type { Call, CallOf } from './call.ts';
import { findingsOfKeys } from './given-keys.ts';
import { checkOutputs, write } from './output.ts';
import { reportOf } from './report.ts';
import { ownKeysOf, reportPolicyOf } from './shared.ts';

export async function run(call: CallOf<'verify'>): Promise<number> {
  checkOutputs(call);
  const policy = await reportPolicyOf(call, { minConfidence: 'low', failOn: call.options.failOn });
  const { ruleset } = policy;
  const named = await namedKeys(call, ruleset);
  // Keys that are given one by one are asked about as they are; the prefix names the provider.
  const scope: Scope = named.isGiven ? 'all' : (call.options.verify ?? 'attributed');
  const findings = named.results.map(({ finding }) => finding);
  const isPlain =
    call.options.output.length === 0 && call.options.format.every((format) => format === 'pretty');
  if (call.options.dryRun && !isPlain)
    throw new UserError('bad-usage', '--dry-run tells requests, which have no --format and no --output', {
      hint: '--format pretty, where the settings name another',
    });
  if (call.options.dryRun) return await tellRequests(call, findings, ruleset.rules, scope);
  const report = await reportOf(
    { ...call, options: { ...call.options, verify: scope } },
    {
      source: { kind: 'verify', target: named.target },
      // A report's verdicts are somebody's word: only what is answered now counts.
      results: named.results.map(({ verdict: _, ...result }) => result),
      coverage: withSkipped(NO_COVERAGE, named.skipped),
      policy,
      isWhole: false,
    },
  );
  await write(call, report);
  return exitCodeOf(report);
}

/** Keys that a call names: by a report, by the last one, or themselves. */
export interface NamedKeys {
  readonly target: string;
  /** They came on standard input, as they are. */
  readonly isGiven: boolean;
  readonly results: readonly Result[];
  readonly skipped: readonly Skipped[];
}

/** A call that names keys. */
type NamingCall = Call<'keys' | 'envKeys'> & Pick<CallOf<'verify'>, 'arguments'>;

/** Errors: `bad-report`, `bad-usage`, `not-found`. */
export async function namedKeys(call: NamingCall, ruleset: Ruleset): Promise<NamedKeys> {
  const name = call.arguments.report;
  if (name === undefined) return await recovered(call, ruleset, lastReport(call), 'the last report');
  const path = resolve(call.io.cwd, name);
  const { stdin, signal } = call.io;
  const bytes = name === '-' ? await readAll(stdin, signal) : await readPath(path, signal);
  const text = bytes.toString('utf8');
  if (name !== '-' || /^\s*\{/.test(text))
    return await recovered(call, ruleset, readReport(text, name === '-' ? 'standard input' : name), name);
  const ownKeys = await ownKeysOf(call, ruleset, [], true);
  const results = findingsOfKeys(text, ruleset, ownKeys).map(resultOf);
  return { target: 'standard input', isGiven: true, results, skipped: [] };
}

function lastReport({ root, io }: NamingCall): ReadReport {
  const last = recallLast(root, io.env);
  if (last !== undefined) return last;
  throw new UserError(
    'not-found',
    'no report is named, and no earlier scan of this repository is remembered',
    {
      hint: 'leakward history first, or leakward verify report.json',
    },
  );
}

async function recovered(
  call: NamingCall,
  ruleset: Ruleset,
  report: ReadReport,
  target: string,
): Promise<NamedKeys> {
  const { io } = call;
  const detector = createDetector(ruleset, await ownKeysOf(call, ruleset, [], true));
  const repository = await repositoryOf(call, report);
  const { results, skipped } = await recover(report, {
    detector,
    cwd: io.cwd,
    repository,
    signal: io.signal,
  });
  return { target, isGiven: false, results, skipped };
}

/** The repository that a report is of: the one it names, or the one here. */
async function repositoryOf({ io }: NamingCall, { source, findings }: ReadReport) {
  const isNeeded = findings.some(({ blob, commit, occurrences }) =>
    [{ blob, commit }, ...occurrences].some(
      (place) => place.blob !== undefined || place.commit !== undefined,
    ),
  );
  if (!isNeeded) return undefined;
  const { openRepository } = await import('../git/repository.ts');
  const isNamed = source.kind === 'history' && source.target !== '.';
  return await openRepository(resolve(io.cwd, isNamed ? source.target : '.'), isNamed);
}

/** `--dry-run`: nothing is asked, not even a control. */
async function tellRequests(
  call: CallOf<'verify'>,
  findings: readonly Finding[],
  rules: readonly Rule[],
  scope: Scope,
): Promise<number> {
  const bases = basesOf(call, rules);
  const subjects = subjectsOf(findings, rules, scope);
  const lines = subjects.flatMap(({ secret, rule }) => [
    `${secret.redacted}`,
    ...plannedRequests(rule, bases).map(
      ({ method, origin, path, headers }) => `  ${method} ${origin}${path}  (${headers.join(', ')})`,
    ),
  ]);
  const left = new Set(findings.map(({ fingerprint }) => fingerprint)).size - subjects.length;
  const rest = left === 0 ? [] : [`${left} not asked about: may be another product's (--verify=all)`];
  await call.io.say(`${[...lines, ...rest].join('\n')}\n`);
  return 0;
}

/** What providers say of the keys of findings. Loaded only where they are asked. */
import type { FoundKey } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Verdict } from '../model/verdict.ts';
import { createReport, type ReportInput } from '../report/create.ts';
import type { FindHolders } from '../scan/history/holders.ts';
import { subjectsOf, type Verdicts, verifyAll } from '../verify/verify.ts';
import type { Asking } from './asking.ts';
import type { Deps } from './deps.ts';
import { withDoor } from './network.ts';

/** Verdicts on the keys of findings, by fingerprint. Throws only if the signal is aborted. */
export async function verdictsOf(
  findings: readonly FoundKey[],
  rules: readonly Rule[],
  { scope, bases, max = Number.POSITIVE_INFINITY }: Asking,
  deps: Deps,
): Promise<Verdicts> {
  const subjects = subjectsOf(ownFirst(findings), rules, scope);
  if (subjects.length === 0) return new Map();
  const asked = await deps.progress('keys asked about', (progress) =>
    withDoor(deps, (network) =>
      verifyAll(subjects.slice(0, max), { ...network, bases: bases(rules), progress }),
    ),
  );
  const left = notAsked(max, deps.now());
  return new Map([...subjects.slice(max).map(({ fingerprint }) => [fingerprint, left] as const), ...asked]);
}

/** However many keys there are, what is known for ours is asked about. */
function ownFirst(findings: readonly FoundKey[]): FoundKey[] {
  return findings.toSorted((a, b) => Number(b.attribution === 'own') - Number(a.attribution === 'own'));
}

function notAsked(max: number, now: Date): Verdict {
  return {
    state: 'unknown',
    reason: 'not-asked',
    detail: `more than ${max} keys in one run`,
    permissions: [],
    undetermined: [],
    checkedAt: now.toISOString(),
  };
}

/** The report with verdicts, and for active keys with the refs whose files still hold them. */
export async function verifiedReport(
  input: ReportInput,
  asking: Asking,
  deps: Deps,
  findHolders: FindHolders | undefined,
): Promise<Report> {
  const { results, suppressed } = createReport(input);
  const findings = [...results, ...suppressed].map(({ finding }) => finding);
  const verdicts = await verdictsOf(findings, input.policy.ruleset.rules, asking, deps);
  const verified = createReport({ ...input, verdicts });
  const active = verified.results.filter(({ verdict }) => verdict?.state === 'active');
  if (findHolders === undefined || active.length === 0) return verified;
  const { holders, notes } = await findHolders(new Set(active.map(({ finding }) => finding.fingerprint)));
  const coverage = { ...input.coverage, notes: [...input.coverage.notes, ...notes] };
  return createReport({ ...input, coverage, verdicts, holders });
}

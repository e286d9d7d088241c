/** One look at every place: files, history, environment. What is looked for is the caller's. */
import type { Detector } from '../../detect/detector.ts';
import { decodePath } from '../../git/byte-path.ts';
import type { Repository } from '../../git/repository.ts';
import type { Finding, OwnKey } from '../../model/finding.ts';
import type { Coverage, Result, Skipped } from '../../model/report.ts';
import type { Ruleset } from '../../model/rule.ts';
import { scanFiles } from '../files.ts';
import type { Placed } from '../history/places.ts';
import { scanHistory } from '../history/scan-history.ts';
import type { PartedPlan } from './files.ts';

export interface SearchRequest {
  readonly plan: PartedPlan;
  readonly repository: Repository | undefined;
  /** Variables to look at. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly detector: Detector;
  readonly ruleset: Ruleset;
  readonly ownKeys: readonly OwnKey[];
  readonly threads: number | undefined;
  readonly extraObjects: readonly string[];
  readonly signal: AbortSignal;
  readonly progress: (done: number, all: number) => void;
}

/** Findings by where they are, of every confidence. */
export interface Sought {
  readonly inFiles: readonly Result[];
  /** In the names of files. */
  readonly inNames: readonly { readonly finding: Finding; readonly name: string }[];
  readonly inHistory: readonly Placed[];
  readonly inEnvironment: readonly { readonly finding: Finding; readonly variable: string }[];
  readonly coverage: Coverage;
  readonly incomplete: boolean;
}

/** Throws `git-failed` where git refuses the repository itself. */
export async function search(request: SearchRequest): Promise<Sought> {
  const { plan, repository, detector, ruleset, ownKeys, threads, signal, progress, extraObjects } = request;
  const common = { detector, ruleset, ownKeys, threads, signal };
  const files = await scanFiles(plan, { ...common, maxBytes: undefined, progress });
  const history =
    repository === undefined
      ? undefined
      : // Its memory is for the keys of every day, not for one that is looked for once.
        await scanHistory(repository, {
          ...common,
          revisions: [],
          extraObjects,
        });
  const skipped = [
    ...files.coverage.skipped,
    ...(history?.coverage.skipped ?? []),
    ...(history?.submodules ?? []).map(submodule),
  ];
  const blobs = history?.coverage.blobs ?? 0;
  return {
    // Those in names come by themselves, once a name: a file of that name does not hold the key for that.
    inFiles: files.results.filter(({ finding }) => finding.origin.kind === 'file'),
    inNames: inNames(plan, detector),
    inHistory: history?.placed ?? [],
    inEnvironment: inEnvironment(request.env, detector),
    coverage: {
      files: files.coverage.files,
      blobs,
      commits: history?.coverage.commits ?? 0,
      bytes: files.coverage.bytes + (history?.coverage.bytes ?? 0),
      skipped,
      notes: [...(history?.coverage.notes ?? [])],
    },
    incomplete: skipped.some(({ kind }) => kind === 'unread') || files.coverage.files + blobs === 0,
  };
}

function submodule(path: string): Skipped {
  const reason = 'submodule: its history is a repository of its own, run leakward where there';
  return { kind: 'excluded', path, reason };
}

function inNames({ units }: PartedPlan, detector: Detector): Sought['inNames'] {
  const bytes = Buffer.from(units.map(({ name }) => name.replace(/[\n\r]/g, ' ')).join('\n'), 'latin1');
  const findings = detector.detect({ origin: { kind: 'name', of: 'path' }, bytes });
  return findings.map((finding) => {
    const unit = units[finding.location.startLine - 1];
    return { finding, name: unit === undefined ? '' : decodePath(unit.name) };
  });
}

function inEnvironment(env: SearchRequest['env'], detector: Detector): Sought['inEnvironment'] {
  return Object.entries(env).flatMap(([variable, value]) => {
    const bytes = Buffer.from(`${variable}=${value ?? ''}`);
    const found = detector.detect({ origin: { kind: 'stdin' }, bytes });
    return found.map((finding) => ({ finding, variable }));
  });
}

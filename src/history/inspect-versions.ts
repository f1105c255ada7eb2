import type { Repository } from '../git/repository.ts';
import { scriptFinder } from '../git/script-finder.ts';
import type { Inspection } from '../inspect/inspect-blob.ts';
import { type BlobAt, inspectBlobs } from '../inspect/inspect-blobs.ts';
import { maskFinding } from '../inspect/mask-finding.ts';
import { Problems } from '../inspect/problems.ts';
import { isInterruption } from '../model/errors.ts';
import type { Finding } from '../model/findings.ts';
import type { StartProgress } from '../model/progress.ts';
import type { Warning } from '../model/warnings.ts';
import type { FoundVersion, HistoryContents } from './read/read-history.ts';

/** The description and the findings of one blob. */
export interface BlobReport {
  /** The version, such as `3.13`, and the implementation; absent if unknown. */
  readonly python?: string;
  readonly implementation?: string;
  /** Each names the blob, the path and the commit that added it. */
  readonly findings: readonly Finding[];
}

export interface BlobReports {
  /** By blob id. */
  readonly reports: ReadonlyMap<string, BlobReport>;
  /** False if it was interrupted. */
  readonly complete: boolean;
  /** Which of them were not, or not fully, inspected. */
  readonly warnings: readonly Warning[];
}

export interface InspectOptions {
  /** Ends it early, with what was found so far. */
  readonly signal: AbortSignal;
  readonly progress: StartProgress;
}

/**
 * Inspects each blob once, in one git process, with the files beside it in the commit that added it.
 * Allowed versions are skipped. Findings of a blob are reported at its first path; another path adds
 * only findings that depend on the path, such as `shadowing`.
 */
export async function inspectHistory(
  repo: Repository,
  { found, partial }: Pick<HistoryContents, 'found' | 'partial'>,
  { signal, progress }: InspectOptions,
): Promise<BlobReports> {
  const inspected = new Map<FoundVersion, BlobReport>();
  const blobs = pathsOfEach(found);
  const scripts = new Map<string, BlobAt['hasScript']>();
  const scriptsOf = (commit: string): BlobAt['hasScript'] => {
    const finder = scripts.get(commit) ?? scriptFinder(repo, commit);
    scripts.set(commit, finder);
    return finder;
  };
  const untilAborted = function* (): Generator<HistoricBlob> {
    for (const paths of blobs.values()) {
      if (signal.aborted) return;
      for (const each of paths) yield blobAt(each, partial, scriptsOf);
    }
  };
  const onProgress = progress('reading bytecode', 'blobs');
  const problems = new Problems();
  const values = new Set<string>();
  const reading = inspectBlobs(repo, untilAborted(), ({ about }, result) => {
    if (result !== 'absent') {
      inspected.set(about, blobReport(about, result));
      for (const value of result.values) values.add(value);
      for (const problem of result.problems) problems.note(about.version.path, problem);
    }
    onProgress(inspected.size, found.length);
  });
  const complete = await endsWhole(reading, signal);
  const reports = new Map<string, BlobReport>();
  for (const [oid, paths] of blobs) {
    const [first, ...others] = paths.flatMap((each) => inspected.get(each) ?? []);
    if (first !== undefined) reports.set(oid, others.reduce(withNewFindings, first));
  }
  if (values.size > 0) {
    const { maskValues } = await import('../secrets/index.ts');
    const mask = maskValues(values);
    for (const [oid, each] of reports)
      reports.set(oid, {
        ...each,
        findings: each.findings.map((finding) => maskFinding(finding, mask)),
      });
  }
  return { reports, complete, warnings: problems.warnings };
}

/** @returns false if it was interrupted; git may get the signal before we do */
async function endsWhole(reading: Promise<void>, signal: AbortSignal): Promise<boolean> {
  try {
    await reading;
    return !signal.aborted;
  } catch (error) {
    if (!signal.aborted && !isInterruption(error)) throw error;
    return false;
  }
}

interface HistoricBlob extends BlobAt {
  readonly about: FoundVersion;
}

/** The paths of each blob that is in this clone, by commit date; versions of commits come first. */
function pathsOfEach(found: readonly FoundVersion[]): Map<string, FoundVersion[]> {
  const time = ({ version }: FoundVersion): number => version.first?.time ?? Number.MAX_VALUE;
  const blobs = new Map<string, FoundVersion[]>();
  for (const each of found) {
    if (each.allowed || each.size === undefined) continue;
    const paths = blobs.get(each.version.oid) ?? [];
    paths.push(each);
    blobs.set(each.version.oid, paths);
  }
  for (const paths of blobs.values()) paths.sort((a, b) => time(a) - time(b));
  return blobs;
}

/** Whether git can be asked: not for an object that a partial clone would fetch, nor for a name with a line feed. */
function blobAt(
  about: FoundVersion,
  partial: boolean,
  scriptsOf: (commit: string) => BlobAt['hasScript'],
): HistoricBlob {
  const { oid, path, first } = about.version;
  if (first === null || partial || path.includes('\n')) return { about, oid, path, nameOf: () => undefined };
  const { commit } = first;
  const hasScript = scriptsOf(commit);
  return { about, oid, path, nameOf: (other) => `${commit}:${other}`, ...(hasScript && { hasScript }) };
}

/** The findings that another path adds: those with a code that no earlier path has. */
function withNewFindings(known: BlobReport, other: BlobReport): BlobReport {
  const codes = new Set(known.findings.map(({ code }) => code));
  return {
    ...known,
    findings: [...known.findings, ...other.findings.filter(({ code }) => !codes.has(code))],
  };
}

function blobReport(
  { version: { oid, first } }: FoundVersion,
  { bytecode, findings }: Inspection,
): BlobReport {
  const { python, implementation } = bytecode.header ?? {};
  return {
    ...(python !== undefined && { python }),
    ...(implementation !== undefined && { implementation }),
    findings: findings.map((finding) => ({ ...finding, oid, ...(first && { firstCommit: first.commit }) })),
  };
}

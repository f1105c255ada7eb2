import type { Repository } from '../git/repository.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import type { FoundSummary, HistoryTotals } from '../model/summaries.ts';
import type { Warning } from '../model/warnings.ts';
import { type HistoryFinding, historyFinding } from './history-finding.ts';
import type { BlobReport, BlobReports, InspectOptions } from './inspect-versions.ts';
import {
  type FoundVersion,
  type HistoryContents,
  type ReadOptions,
  readHistory,
} from './read/read-history.ts';

export interface HistoryOptions extends ReadOptions {
  /** How to inspect the blobs; `null`: they are not inspected. */
  readonly inspect: InspectOptions | null;
}

/** Reports every cache file that was ever committed, and what it gives away. */
export async function history(repo: Repository, options: HistoryOptions): Promise<Outcome<'history'>> {
  const reading = await readHistory(repo, options);
  const found = reading.found.filter(({ allowed }) => !allowed);
  const {
    reports,
    complete,
    warnings: inside,
  } = options.inspect === null || found.length === 0
    ? NOT_INSPECTED
    : await inspect(repo, { ...reading, found }, options.inspect);
  return outcome({
    findings: [
      ...found.map((each) => toFinding(each, reports.get(each.version.oid))),
      ...[...reports.values()].flatMap(({ findings }) => findings),
    ],
    summary: summary(reading, reports.values()),
    warnings: [...warnings({ ...reading, complete: reading.complete && complete }), ...inside],
  });
}

const NOT_INSPECTED: BlobReports = { reports: new Map(), complete: true, warnings: [] };

/** The reader of bytecode is most of the program, so it is loaded only if there is bytecode. */
async function inspect(
  repo: Repository,
  reading: HistoryContents,
  options: InspectOptions,
): Promise<BlobReports> {
  const { inspectHistory } = await import('./inspect-versions.ts');
  return inspectHistory(repo, reading, options);
}

function toFinding({ version, size, atTip, staged }: FoundVersion, blobReport?: BlobReport): HistoryFinding {
  const { python, implementation } = blobReport ?? {};
  const where = {
    ...size,
    atTip,
    staged,
    ...(python && { python }),
    ...(implementation && { implementation }),
  };
  return historyFinding(version, where);
}

function summary(
  { commits, found }: HistoryContents,
  reports: Iterable<BlobReport>,
): HistoryTotals & FoundSummary {
  const leaks = [...reports].flatMap(({ findings }) => findings);
  const secrets = leaks.filter(({ code }) => code === 'secret').length;
  const cacheFiles = found.filter(({ version }) => version.kind !== 'stray');
  const counted = cacheFiles.filter(({ allowed }) => !allowed);
  const blobs = new Map(counted.map(({ version, size }) => [version.oid, size]));
  const total = (measure: 'bytes' | 'packedBytes') =>
    [...blobs.values()].reduce((sum, size) => sum + (size?.[measure] ?? 0), 0);
  return {
    commits,
    paths: new Set(counted.map(({ version }) => version.path)).size,
    blobs: blobs.size,
    bytes: total('bytes'),
    packedBytes: total('packedBytes'),
    allowed: cacheFiles.length - counted.length,
    strays: found.length - cacheFiles.length,
    secrets,
    leaks: leaks.length - secrets,
  };
}

function warnings({ complete, shallow, partial, found }: HistoryContents): Warning[] {
  const all: Warning[] = [];
  if (!complete) all.push({ code: 'interrupted', message: 'interrupted: this is what was found so far' });
  if (shallow) {
    all.push({
      code: 'shallow-clone',
      message: 'this clone is shallow, so older commits are not looked at: `git fetch --unshallow` gets them',
    });
  }
  if (partial) {
    const absent = found.filter(({ size }) => size === undefined).length;
    all.push({
      code: 'partial-clone',
      message: `this is a partial clone: ${absent} of ${found.length} versions are not here, so their sizes and contents are unknown (nothing was fetched)`,
    });
  }
  return all;
}

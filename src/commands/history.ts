import { classify } from '../core/classify.ts';
import { type HistoryFinding, historyFinding } from '../core/history/finding.ts';
import type { Repository } from '../git/repository.ts';
import type { Outcome, Warning } from '../types.ts';
import { outcome } from './outcome.ts';
import { type Found, type Reading, type ReadOptions, readHistory } from './read-history.ts';

/** Reports every cache file that was ever committed. */
export async function history(repo: Repository, options: ReadOptions): Promise<Outcome> {
  const reading = await readHistory(repo, options);
  return outcome({
    findings: reading.found.filter(({ allowed }) => !allowed).flatMap(toFinding),
    summary: summary(reading),
    warnings: warnings(reading),
  });
}

function toFinding({ version, size, atTip, staged }: Found): HistoryFinding[] {
  const kind = classify(version.path);
  return kind === 'none' ? [] : [historyFinding(version, kind, { ...size, atTip, staged })];
}

function summary({ commits, found }: Reading): Record<string, number> {
  const cacheFiles = found.filter(({ version }) => classify(version.path) !== 'stray');
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
  };
}

function warnings({ complete, shallow, partial, found }: Reading): Warning[] {
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

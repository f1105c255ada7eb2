import type { HistoryFinding } from '../../history/history-finding.ts';
import { type BytePath, toText } from '../../model/byte-path.ts';
import type { Finding } from '../../model/findings.ts';
import { safeText } from '../../model/safe-text.ts';
import { isVersion } from '../history-lines.ts';
import type { DoneReport } from '../report.ts';
import type { Advice, FileRow, LeakRow, PageData, Share } from './page-types.ts';

/** The data of the page for a report of `history`. */
export function pageData(report: DoneReport<'history'>, made: Date): PageData {
  const versions = report.findings.filter(isVersion);
  const blobs = [...new Map(versions.map((each) => [each.oid, each])).values()];
  const inside = report.findings
    .filter((finding) => !isVersion(finding) && finding.code !== 'stray')
    .map(leakRow);
  const isSecret = ({ code }: LeakRow): boolean => code === 'secret';
  return {
    repository: safeText(report.root.split(/[\\/]/).filter(Boolean).at(-1) ?? ''),
    version: report.version,
    made: Math.floor(made.getTime() / 1000),
    summary: report.summary,
    warnings: report.warnings.map(({ message }) => safeText(message)),
    growth: growth(versions),
    folders: shares(blobs, folderOf),
    pythons: shares(blobs, pythonOf),
    files: versions.map(fileRow),
    secrets: inside.filter(isSecret),
    leaks: inside.filter((row) => !isSecret(row)),
    commands: advice(versions, report.summary),
  };
}

const name = (path: BytePath): string => safeText(toText(path));

/** The folder of the source: bytecode in `__pycache__` counts for the folder above. */
const folderOf = ({ path }: HistoryFinding): string =>
  name(path.replace(/\/?[^/]*$/, '').replace(/(?:^|\/)__pycache__$/i, '') as BytePath) || '(top)';

const pythonOf = ({ implementation, python }: HistoryFinding): string =>
  [implementation, python].filter(Boolean).join(' ') || 'unknown';

function fileRow(version: HistoryFinding): FileRow {
  const { path, oid, bytes, packedBytes, firstDate, firstCommit, removedDate, atTip } = version;
  return {
    path: name(path),
    oid,
    bytes: bytes ?? -1,
    packed: packedBytes ?? -1,
    python: pythonOf(version),
    first: firstDate ?? '',
    firstCommit: firstCommit ?? '',
    removed: removedDate ?? '',
    atTip,
  };
}

function leakRow(finding: Finding & { readonly firstCommit?: string }): LeakRow {
  const { severity, code, path, message, firstCommit = '' } = finding;
  return {
    severity,
    code,
    path: path === undefined ? '' : name(path),
    message: safeText(message),
    commit: firstCommit,
  };
}

function shares(blobs: readonly HistoryFinding[], nameOf: (blob: HistoryFinding) => string): Share[] {
  const all = new Map<string, { name: string; bytes: number; blobs: number }>();
  for (const blob of blobs) {
    const key = nameOf(blob);
    const share = all.get(key) ?? { name: key, bytes: 0, blobs: 0 };
    share.bytes += blob.bytes ?? 0;
    share.blobs++;
    all.set(key, share);
  }
  return [...all.values()].sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

const DAY = 86_400;

/** Two curves: clones keep a blob for ever from its first commit on; the files have a version only until it is removed. */
function growth(versions: readonly HistoryFinding[]): PageData['growth'] {
  const changes = new Map<number, { stored: number; standing: number }>();
  const book = (date: string, what: 'stored' | 'standing', bytes: number): void => {
    const day = Math.floor(Date.parse(date) / 1000 / DAY) * DAY;
    const change = changes.get(day) ?? { stored: 0, standing: 0 };
    change[what] += bytes;
    changes.set(day, change);
  };
  const firsts = new Map<string, HistoryFinding & { readonly firstDate: string }>();
  for (const each of versions) {
    const { oid, bytes = 0, firstDate, removedDate } = each;
    if (firstDate === undefined) continue;
    const known = firsts.get(oid);
    if (known === undefined || firstDate < known.firstDate) firsts.set(oid, { ...each, firstDate });
    book(firstDate, 'standing', bytes);
    // With wrong clocks a version can seem removed before it was added: it counts as removed at once.
    const gone = [firstDate, removedDate ?? ''].toSorted().at(-1) ?? '';
    if (removedDate !== undefined) book(gone, 'standing', -bytes);
  }
  for (const { firstDate, bytes = 0 } of firsts.values()) book(firstDate, 'stored', bytes);
  const days = [...changes.keys()].sort((a, b) => a - b);
  let [stored, standing] = [0, 0];
  const totals = days.map((day) => {
    stored += changes.get(day)?.stored ?? 0;
    standing += changes.get(day)?.standing ?? 0;
    return { stored, standing };
  });
  return { days, stored: totals.map((each) => each.stored), standing: totals.map((each) => each.standing) };
}

function advice(versions: readonly HistoryFinding[], summary: DoneReport<'history'>['summary']): Advice[] {
  if (versions.length === 0) return [];
  const steps: Advice[] = [];
  if ((summary.secrets ?? 0) > 0) {
    const why = 'Revoke and replace every secret: a rewrite of the history does not reach existing clones';
    steps.push({ why, run: '' });
  }
  steps.push({ why: 'Block new ones at every commit, and ignore them', run: 'npx pyc-guard install' });
  if (versions.some(({ atTip, staged }) => atTip || staged))
    steps.push({ why: 'Remove those of the current branch from git', run: 'npx pyc-guard fix --commit' });
  steps.push(
    { why: 'Allow files that are meant to be there', run: 'npx pyc-guard allow "tests/fixtures/**"' },
    { why: 'See what a rewrite of the history would remove', run: 'npx pyc-guard history --purge --dry-run' },
    { why: 'Rewrite the history; a verified backup is written first', run: 'npx pyc-guard history --purge' },
  );
  return steps;
}

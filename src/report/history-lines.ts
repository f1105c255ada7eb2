import type { HistoryFinding } from '../history/history-finding.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { count } from '../model/count.ts';
import { ExitCode } from '../model/errors.ts';
import type { Finding } from '../model/findings.ts';
import { safeText } from '../model/safe-text.ts';
import { findingLine } from './finding-line.ts';
import { formatBytes } from './format-bytes.ts';
import { isLeak, totals, userLines } from './found-lines.ts';
import { LISTED, more } from './listed.ts';
import type { Paint } from './paint.ts';
import { purgeSentences } from './purge-sentences.ts';
import type { DoneReport } from './report.ts';

type HistoryReport = DoneReport<'history'>;

/** Before the sum of each folder, as wide as the sizes of paths above it. */
const SUM = `${'in'.padStart(9)}  `;

interface Row {
  readonly path: BytePath;
  versions: number;
  bytes: number;
  first: string;
  removed: string;
  atTip: boolean;
}

/** The report of `history` for a person: which paths hold bytecode, and what it gives away. */
export const historyText = (report: HistoryReport, verbose: boolean, style: Paint): string[] => [
  ...leakLines(report, verbose, style),
  ...pathLines(report, verbose, style),
];

/** A line for each path, the largest first; of many paths also how many each folder has. */
function pathLines({ findings }: HistoryReport, verbose: boolean, style: Paint): string[] {
  const rows = [...byPath(findings.filter(isVersion)).values()].sort((a, b) => b.bytes - a.bytes);
  const shown = verbose ? rows : rows.slice(0, LISTED);
  const lines = shown.map((row) => {
    const until = row.atTip
      ? style.red('still on a branch or tag')
      : row.removed === ''
        ? ''
        : `to ${row.removed}`;
    const when = `${row.first === '' ? 'in no commit' : row.first} ${until}`.trimEnd();
    const size = formatBytes(row.bytes).padStart(9);
    return `${style.bold(size)}  ${safeText(toText(row.path))}  ${style.dim(`${count(row.versions, 'version')}, ${when}`)}`;
  });
  const left = rows.length - shown.length;
  if (left === 0) return lines;
  return [
    ...lines,
    style.dim(`and ${more(left, left === 1 ? 'path' : 'paths')}`),
    ...totals(rows, style, SUM),
  ];
}

/**
 * What the bytecode gives away, once per path: every secret, then other errors, then the rest,
 * then a line for each user.
 */
function leakLines({ findings }: HistoryReport, verbose: boolean, style: Paint): string[] {
  const leaks = findings.filter((finding) => !isVersion(finding));
  const isSecret = ({ code }: Finding): boolean => code === 'secret';
  const isOther = (leak: Finding): boolean => !isSecret(leak) && (verbose || !isLeak(leak));
  const others = leaks.filter(isOther);
  const [grave, rest] = [others.filter(isError), others.filter((leak) => !isError(leak))];
  const once = (some: readonly Finding[]): string[] => [
    ...new Set(some.map((leak) => findingLine(leak, style))),
  ];
  const lines = once([...grave, ...rest]);
  const shown = verbose ? lines : lines.slice(0, LISTED);
  const left = lines.length - shown.length;
  return [
    ...once(leaks.filter(isSecret)),
    ...shown,
    ...(left === 0 ? [] : [style.dim(`and ${more(left)}`)]),
    ...(verbose ? [] : userLines(leaks.filter(isLeak), style)),
  ];
}

export function historySentences(report: HistoryReport): string[] {
  const { summary, findings, exitCode } = report;
  if (report.actions.some((action) => action.do === 'purge')) return purgeSentences(report);
  const { commits, paths, blobs, bytes, packedBytes, allowed, known = 0 } = summary;
  const secrets = findings.filter(({ code }) => code === 'secret').length;
  const also = `${allowed > 0 ? `; ${count(allowed, 'version')} allowed` : ''}${known > 0 ? `; ${count(known, 'finding')} known already` : ''}`;
  if (blobs === 0) {
    const verdict = exitCode === ExitCode.clean ? ': clean' : '';
    return [`no cache file in ${count(commits, 'commit')}${also}${verdict}`];
  }
  const them = secrets === 1 ? 'it' : 'them';
  // `fix` only changes the current branch, so it is suggested only for files tracked here
  const isHere = findings.some((finding) => isVersion(finding) && finding.atTip && finding.staged);
  return [
    `${count(paths, 'path')}, ${count(blobs, 'blob')}, ${formatBytes(bytes)} (${formatBytes(packedBytes)} as packed) in ${count(commits, 'commit')}${also}`,
    ...(secrets > 0
      ? [`${count(secrets, 'secret')}: revoke and replace ${them} first; every clone has ${them}`]
      : []),
    `next: ${isHere ? '`pyc-guard fix --commit` for this branch, then ' : ''}\`pyc-guard history --purge --dry-run\` shows what a rewrite would remove`,
  ];
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

export const isVersion = (finding: Finding): finding is HistoryFinding => finding.code === 'cache-file';

function byPath(findings: readonly HistoryFinding[]): Map<BytePath, Row> {
  const rows = new Map<BytePath, Row>();
  for (const { path, bytes = 0, firstDate = '', removedDate = '', atTip } of findings) {
    const row = rows.get(path) ?? { path, versions: 0, bytes: 0, first: '', removed: '', atTip: false };
    const first = day(firstDate);
    row.versions++;
    row.bytes += bytes;
    if (first !== '' && (row.first === '' || first < row.first)) row.first = first;
    if (day(removedDate) > row.removed) row.removed = day(removedDate);
    row.atTip ||= atTip;
    rows.set(path, row);
  }
  return rows;
}

const day = (date: string): string => date.slice(0, 10);

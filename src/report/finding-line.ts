import { type BytePath, toText } from '../model/byte-path.ts';
import { CONTENT_CODES, type Finding, type FindingCode, type Severity } from '../model/findings.ts';
import { safeText } from '../model/safe-text.ts';
import type { Paint } from './paint.ts';

/** A path that is safe to print. */
export const name = (path: BytePath): string => safeText(toText(path));

export function findingLine(finding: Finding, style: Paint): string {
  const { code, severity, path, file, line, pattern, message } = finding;
  const place = path !== undefined ? name(path) : file !== undefined ? name(file) : '';
  const at = line === undefined ? place : `${place}:${line}`;
  const quoted = pattern === undefined ? '' : ` ${safeText(pattern)}`;
  const subject = at === '' || code === 'ignore-missing' ? '' : `${at}${quoted}: `;
  return `${severityMark(severity, style)} ${subject}${safeText(message)}`;
}

/** A finding in a file, without the file's name, which was printed above it. */
export const shortLine = ({ severity, code, message }: Finding, style: Paint): string =>
  `${severityMark(severity, style)} ${code}: ${safeText(message)}`;

const FOUND_INSIDE: ReadonlySet<FindingCode> = new Set<FindingCode>(CONTENT_CODES);

/** A line for each finding; findings from inside a file are indented below its name. */
export const nestedLines = (findings: readonly Finding[], style: Paint): string[] =>
  findings.map((finding, i) =>
    FOUND_INSIDE.has(finding.code) && finding.path === findings[i - 1]?.path
      ? `    ${shortLine(finding, style)}`
      : findingLine(finding, style),
  );

export const severityMark = (severity: Severity, style: Paint): string =>
  severity === 'error'
    ? style.red('error')
    : severity === 'warning'
      ? style.yellow('warning')
      : style.dim('note');

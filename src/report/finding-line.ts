import { toText } from '../core/byte-path.ts';
import { safeText } from '../core/safe-text.ts';
import type { BytePath, Finding, Severity } from '../types.ts';
import type { Paint } from './paint.ts';

/** A path, fit to be printed. */
export const name = (path: BytePath): string => safeText(toText(path));

export function findingLine({ severity, path, file, line, pattern, message }: Finding, style: Paint): string {
  const place = path !== undefined ? name(path) : file !== undefined ? name(file) : '';
  const at = line === undefined ? place : `${place}:${line}`;
  const quoted = pattern === undefined ? '' : ` ${safeText(pattern)}`;
  const subject = at === '' ? '' : `${at}${quoted}: `;
  return `${severityMark(severity, style)} ${subject}${safeText(message)}`;
}

const severityMark = (severity: Severity, style: Paint): string =>
  severity === 'error'
    ? style.red('error')
    : severity === 'warning'
      ? style.yellow('warning')
      : style.dim('note');

import { toText } from '../model/byte-path.ts';
import type { Finding, Severity } from '../model/findings.ts';
import { safeText } from '../model/safe-text.ts';
import { locationOf } from './location.ts';
import type { Report } from './report.ts';
import { summarize } from './summarize.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * The report as workflow commands, which GitHub Actions shows as annotations, and a summary.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function github(report: Report): string {
  const { findings, warnings, error } = report;
  const summary = summarize(report);
  const lines = [
    ...findings.map(annotation),
    ...warnings
      .filter(({ message }) => message !== error?.message && !summary.includes(message))
      .map(({ message }) => command('warning', { title: 'pyc-guard' }, safeText(message))),
    ...(error === undefined
      ? summary
      : [command('error', { title: 'pyc-guard' }, `${safeText(error.message)}\n${safeText(error.hint)}`)]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The log shows only the message, so the message repeats the file's name. */
function annotation(finding: Finding): string {
  const { code, severity, message } = finding;
  const at = locationOf(finding);
  const text = at === undefined ? '' : toText(at.path);
  return command(
    COMMANDS[severity],
    { ...(at !== undefined && { file: safeFile(text), line: String(at.line) }), title: `pyc-guard ${code}` },
    at === undefined ? safeText(message) : `${safeText(text)}: ${safeText(message)}`,
  );
}

/** Only line ends have an encoding in workflow commands; other unsafe characters are escaped, although GitHub then can't match the path. */
const safeFile = (text: string): string => text.replace(/[^\r\n]+/g, safeText);

/** As `@actions/core` writes them: `::name key=value,key=value::data`. */
function command(name: string, properties: Readonly<Record<string, string>>, data: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(',')}::${escapeData(data)}`;
}

const escapeData = (text: string): string => text.replace(/[%\r\n]/g, (char) => ESCAPES[char] ?? char);
const escapeProperty = (text: string): string => text.replace(/[%\r\n:,]/g, (char) => ESCAPES[char] ?? char);

const ESCAPES: Readonly<Record<string, string>> = {
  '%': '%25',
  '\r': '%0D',
  '\n': '%0A',
  ':': '%3A',
  ',': '%2C',
};

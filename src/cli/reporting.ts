import { resolve } from 'node:path';
import { usageError } from '../model/errors.ts';
import { expectFolderOf } from '../model/files.ts';
import { FORMATS, type Format } from '../report/formats.ts';
import type { Reporting } from '../runtime/print-report.ts';
import type { Global } from './command.ts';

/** Options of a command that reports in more formats than text and JSON. */
export const REPORTING = {
  format: {
    choices: FORMATS,
    requiresArg: true,
    metavar: 'FORMAT',
    defaultDescription: 'human; for check in GitHub Actions: github',
    describe: 'how to report',
  },
  output: {
    type: 'string',
    requiresArg: true,
    metavar: 'FILE',
    describe: 'write the report to this file, not to stdout',
  },
} as const;

/** Names of stdout. Such a report is printed, since replacing the file that stdout is redirected to would lose what is in it. */
const STDOUT: readonly string[] = ['-', '/dev/stdout'];

/** The report options of the command line. @throws GuardError if two of them contradict each other, or the file has no folder */
export function reporting(command: string, args: Global, inActions: boolean): Reporting {
  const { json, format, output, cwd, quiet, verbose, color } = args;
  if (json && format !== undefined && format !== 'json') {
    throw usageError(`--json can't be combined with --format ${format}`);
  }
  const file = output === undefined || STDOUT.includes(output) ? undefined : resolve(cwd, output);
  if (file !== undefined) expectFolderOf(file);
  const preset = file === undefined && !quiet ? presetFormat(command, inActions) : 'human';
  return { format: json ? 'json' : (format ?? preset), output: file, quiet, verbose, color };
}

/**
 * Reads just enough of an invalid command line to report its error in the format that was asked for.
 *
 * @param commands - their names
 */
export function guessReporting(
  argv: readonly string[],
  commands: readonly string[],
  inActions: boolean,
): { command: string; reporting: Reporting } {
  const words = argv.filter((arg, at) => !arg.startsWith('-') && !/^(?:-C|--cwd)$/.test(argv[at - 1] ?? ''));
  const command = words.find((word) => commands.includes(word)) ?? words[0] ?? '';
  const line = ` ${argv.join(' ')} `;
  const format = line.includes(' --json ')
    ? 'json'
    : FORMATS.find((name) => line.includes(` --format ${name} `) || line.includes(` --format=${name} `));
  return {
    command,
    reporting: {
      format: format ?? presetFormat(command, inActions),
      output: undefined,
      quiet: false,
      verbose: argv.includes('--verbose'),
      color: undefined,
    },
  };
}

/** In GitHub Actions the default format is annotations. */
const presetFormat = (command: string, inActions: boolean): Format =>
  command === 'check' && inActions ? 'github' : 'human';

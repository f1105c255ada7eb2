import { toFailure } from '../model/errors.ts';
import { PartlyDone } from '../model/partly-done.ts';
import { safeText } from '../model/safe-text.ts';
import type { FileHome } from '../model/write-file.ts';
import type { Format } from '../report/formats.ts';
import { render } from '../report/render.ts';
import { NOTHING_ELSE, type Report } from '../report/report.ts';
import { summarize } from '../report/summarize.ts';
import { printText } from './print-text.ts';
import { programName } from './program-name.ts';

export interface Reporting {
  readonly format: Format;
  /** Absolute path of a file for the result; undefined is stdout. */
  readonly output: string | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whether `doctor` only says what is to be done. */
  readonly brief?: boolean;
  /** As the user said; undefined leaves it to the terminal and the environment. */
  readonly color: boolean | undefined;
}

/** What printing needs of this process. */
type OwnProcess = Pick<NodeJS.Process, 'argv' | 'env' | 'stdout' | 'stderr'>;

/** Prints a report, or writes it to the file that was named. @returns the exit code */
export async function printReport(
  report: Report,
  reporting: Reporting,
  home: FileHome | null,
  { argv, env, stdout, stderr }: OwnProcess,
): Promise<number> {
  const { output, quiet } = reporting;
  const toFile = output !== undefined;
  const isTerminal = !toFile && stdout.isTTY === true;
  const color = toFile ? reporting.color === true : wantsColor(reporting.color, env, isTerminal);
  const { out, err } = await render(report, {
    ...reporting,
    color,
    toFile,
    terminal: isTerminal,
    program: programName(argv[1] ?? '', env),
  });
  if (!toFile) {
    await printText(stdout, out);
    await printText(stderr, err);
    return report.exitCode;
  }
  try {
    const { writeOutput } = await import('./output.ts');
    writeOutput(output, out, home);
  } catch (thrown) {
    const { command, version, root, dryRun } = report;
    const actions = dryRun ? [] : report.actions;
    const failure = actions.length === 0 ? thrown : new PartlyDone(actions, [], thrown);
    const error = report.error ?? toFailure(failure);
    const failed = {
      command,
      version,
      root,
      dryRun,
      ...NOTHING_ELSE,
      actions,
      exitCode: error.exitCode,
      error,
    };
    return printReport(failed, { ...reporting, output: undefined }, home, { argv, env, stdout, stderr });
  }
  const [said = 'done'] = summarize(report);
  const note = report.error === undefined && !quiet ? `${said}; the report is in ${safeText(output)}\n` : '';
  await printText(stderr, `${err}${note}`);
  return report.exitCode;
}

/** https://no-color.org and https://force-color.org; a flag goes before both. */
function wantsColor(flag: boolean | undefined, env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR } = env;
  if (flag !== undefined) return flag;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}

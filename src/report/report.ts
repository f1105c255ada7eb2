import type { Action } from '../model/actions.ts';
import type { CommandName } from '../model/commands.ts';
import type { Failure } from '../model/errors.ts';
import type { Outcomes } from '../model/outcome.ts';

interface Head {
  readonly version: string;
  /** Top of the work tree; empty where there is none. */
  readonly root: string;
  readonly dryRun: boolean;
  readonly exitCode: number;
}

/** The report of a command that succeeded. */
export type DoneReport<C extends CommandName> = {
  [Each in CommandName]: Head & Outcomes[Each] & { readonly command: Each; readonly error?: never };
}[C];

/** The report of a command that failed at the start or on the way. */
export interface FailedReport extends Head {
  /** The command as it was typed, which may not exist. */
  readonly command: string;
  readonly findings: readonly [];
  /** What was changed before it failed. */
  readonly actions: readonly Action[];
  readonly summary: Readonly<Record<string, never>>;
  readonly warnings: readonly [];
  readonly error: Failure;
}

/** The report of `inspect` if some of the files could not be read. */
export type PartReport = Head &
  Outcomes['inspect'] & { readonly command: 'inspect'; readonly error: Failure };

/** Everything that a format can show about one run of a command. */
export type Report = DoneReport<CommandName> | PartReport | FailedReport;

/** The report of a failure without any results. */
export const NOTHING_ELSE = { findings: [], actions: [], summary: {}, warnings: [] } as const;

/** Whether a report has nothing but the failure. */
export const isFailed = (report: Report): report is FailedReport =>
  report.error !== undefined && !('files' in report);

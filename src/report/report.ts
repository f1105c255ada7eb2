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

/** Of a command that came to an end: what it came to, as it is told. */
export type DoneReport<C extends CommandName> = {
  [Each in CommandName]: Head & Outcomes[Each] & { readonly command: Each; readonly error?: never };
}[C];

/** Of a command that could not work, or not end its work: why. */
export interface FailedReport extends Head {
  /** As it was given, which may be no command at all. */
  readonly command: string;
  readonly findings: readonly [];
  /** What was done before it failed. */
  readonly actions: readonly Action[];
  readonly summary: Readonly<Record<string, never>>;
  readonly warnings: readonly [];
  readonly error: Failure;
}

/** Of files that were inspected, but not all that were asked for. */
export type PartReport = Head &
  Outcomes['inspect'] & { readonly command: 'inspect'; readonly error: Failure };

/** Everything a formatter may tell of one run of a command. */
export type Report = DoneReport<CommandName> | PartReport | FailedReport;

/** What a failure leaves to report: nothing but itself. */
export const NOTHING_ELSE = { findings: [], actions: [], summary: {}, warnings: [] } as const;

/** Whether there is nothing to report but why. */
export const isFailed = (report: Report): report is FailedReport =>
  report.error !== undefined && !('files' in report);

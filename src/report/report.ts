import type { Failure } from '../model/errors.ts';
import type { Outcome } from '../model/outcome.ts';

/** Everything a formatter may tell of one run of a command. */
export interface Report extends Outcome {
  readonly command: string;
  readonly version: string;
  /** Top of the work tree; empty where there is none. */
  readonly root: string;
  readonly dryRun: boolean;
  readonly exitCode: number;
  readonly error?: Failure;
}

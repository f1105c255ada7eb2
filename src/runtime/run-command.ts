import { resolve } from 'node:path';
import process from 'node:process';
import type { Deletion } from '../clean/batch.ts';
import { type OpenOptions, openRepository, type Repository } from '../git/repository.ts';
import type { ActionKind } from '../model/actions.ts';
import { noteChange } from '../model/changes.ts';
import { COMMAND_NAMES, type CommandName } from '../model/commands.ts';
import { ExitCode, GuardError, toFailure } from '../model/errors.ts';
import { secretsFirst } from '../model/findings.ts';
import type { Outcome, Outcomes, ProvedOutcome } from '../model/outcome.ts';
import { PartlyDone } from '../model/partly-done.ts';
import type { StartProgress } from '../model/progress.ts';
import { safeText } from '../model/safe-text.ts';
import type { System } from '../model/system.ts';
import { version } from '../model/version.ts';
import { NOT_CLEAN } from '../model/warnings.ts';
import { NOTHING_ELSE, type Report } from '../report/report.ts';
import { endInOrder } from './interruption.ts';
import { printReport, type Reporting } from './print-report.ts';

/** What a command may ask for while it runs. */
export interface Session extends System {
  /** Absolute. */
  readonly cwd: string;
  /** Opened only by whoever reads it, since an open stdin keeps the program from ending. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly repository: (options?: OpenOptions) => Promise<Repository>;
  /** For commands that work outside a repository too. */
  readonly repositoryIfAny: () => Promise<Repository | null>;
  /** For commands that read for long: ends them early, with what they have. */
  readonly interruption: () => AbortSignal;
  readonly progress: StartProgress;
  /** Prints on stderr at once, so that the message is not lost if a later step fails. */
  readonly announce: (text: string) => void;
  /** Whether a person sees what goes to stdout. */
  readonly isTerminal: boolean;
}

/** The result of each command: a plan, a plan that is verified afterwards, or a deletion for the workers of `clean`. */
export interface CommandResults extends Omit<Outcomes, 'clean' | 'history'> {
  clean: Deletion;
  history: Outcome<'history'> | ProvedOutcome;
}

/** A command line that made sense. */
export interface Invocation<C extends CommandName> {
  readonly command: C;
  readonly cwd: string;
  readonly dryRun: boolean;
  readonly reporting: Reporting;
  readonly run: (session: Session) => Promise<CommandResults[C]>;
}

/** Runs a command, carries out its plan, prints its report. @returns the exit code */
export async function runCommand<C extends CommandName>({
  command,
  cwd,
  dryRun,
  reporting,
  run,
}: Invocation<C>): Promise<number> {
  let repo: Repository | null = null;
  const lock: { release?: () => void } = {};
  const waitForOthers = async (): Promise<void> => {
    if (repo === null || dryRun || lock.release !== undefined) return;
    const { lockRuns } = await import('../git/lock-index.ts');
    lock.release = await lockRuns(repo.commonDir);
  };
  const shown = await statusOf(command, reporting);
  const session: Session = {
    cwd: resolve(cwd),
    env: process.env,
    platform: process.platform,
    stdin: () => process.stdin,
    repository: async (options) => {
      repo ??= await openRepository(resolve(cwd), options);
      if (PLANS_ALONE.has(command)) await waitForOthers();
      return repo;
    },
    repositoryIfAny: async () => {
      const { findRepository } = await import('../git/find-repository.ts');
      repo ??= await findRepository(resolve(cwd), 'ours');
      return repo;
    },
    interruption: endInOrder,
    progress: shown?.progress ?? (() => () => {}),
    announce: (text) => {
      shown?.pause();
      process.stderr.write(`${safeText(text)}\n`);
      shown?.resume();
    },
    isTerminal: process.stdout.isTTY === true && reporting.output === undefined,
  };
  const head = () => ({ version, root: repo?.root ?? '', dryRun });
  const attempt = async () =>
    applyPlan(await run(session), () => repo, { dryRun, reporting, shown, waitForOthers });
  try {
    const result = await attempt().catch((error: unknown) => {
      if (!(error instanceof GuardError) || error.code !== 'changed-meanwhile') throw error;
      repo = null; // nothing was changed, so the plan can be made once more, for the present state
      return attempt();
    });
    const error = 'failure' in result && result.failure ? toFailure(result.failure) : undefined;
    const exitCode = error?.exitCode ?? exitCodeFor(result);
    const findings = secretsFirst(result.findings);
    const report = { command, ...head(), ...result, findings, exitCode, ...(error && { error }) };
    // each command's work ends in that command's outcome, which the compiler can't infer
    shown?.end();
    return printReport(report as Report, reporting, repo, process);
  } catch (thrown) {
    shown?.end();
    const error = toFailure(thrown, command);
    const actions = thrown instanceof PartlyDone ? thrown.done : [];
    if (thrown instanceof PartlyDone) noteChange();
    const failed = { command, ...head(), ...NOTHING_ELSE, actions, exitCode: error.exitCode, error };
    return printReport(failed, reporting, repo, process);
  } finally {
    lock.release?.();
  }
}

/** Actions that run hooks of the user's, in which another run of ours may be started. */
const RUNS_OTHERS: ReadonlySet<ActionKind> = new Set<ActionKind>(['commit', 'bundle', 'purge']);

/** Commands whose plan depends on what another run of theirs does meanwhile. */
const PLANS_ALONE: ReadonlySet<CommandName> = new Set<CommandName>(['install', 'uninstall']);

type Status = Awaited<ReturnType<typeof statusOf>>;

/** The line that shows progress. Its modules are loaded only for a terminal. */
async function statusOf(command: CommandName, { quiet }: Reporting) {
  if (quiet || process.stderr.isTTY !== true || process.env.TERM === 'dumb') return null;
  const { startStatus } = await import('./status-line.ts');
  return startStatus(command, process.stderr);
}

interface ApplyOptions {
  readonly dryRun: boolean;
  readonly reporting: Reporting;
  readonly shown: Status;
  readonly waitForOthers: () => Promise<void>;
}

/** Carries out a command's plan, unless it is a dry run. @returns what is reported */
async function applyPlan(
  result: CommandResults[CommandName],
  repo: () => Repository | null,
  { dryRun, reporting, shown, waitForOthers }: ApplyOptions,
): Promise<Outcomes[CommandName]> {
  if ('type' in result && result.type === 'deletion') {
    const { deleteFound } = await import('./delete-found.ts');
    return deleteFound(result, dryRun, reporting, shown?.progress);
  }
  const planned = 'type' in result ? result.planned : result;
  const runsOthers = planned.actions.some(({ do: what }) => RUNS_OTHERS.has(what));
  if (runsOthers)
    shown?.pause(); // the user's own hooks may write on the terminal
  else if (planned.actions.length > 0 && !('type' in result)) await waitForOthers();
  await apply(planned, repo(), dryRun);
  return dryRun || !('type' in result) ? planned : result.prove();
}

async function apply<T extends Outcomes[CommandName]>(
  planned: T,
  repo: Repository | null,
  dryRun: boolean,
): Promise<T> {
  if (dryRun || planned.actions.length === 0) return planned;
  const { applyActions } = await import('./apply-actions.ts');
  await applyActions(planned.actions, repo);
  noteChange();
  return planned;
}

function exitCodeFor({ findings, warnings }: Outcomes[CommandName]): ExitCode {
  if (warnings.some(({ code }) => code === 'interrupted')) return ExitCode.interrupted;
  const isClean =
    !findings.some(({ severity }) => severity === 'error') &&
    !warnings.some(({ code }) => NOT_CLEAN.has(code));
  return isClean ? ExitCode.clean : ExitCode.findings;
}

/** Error codes that only mean there is no work tree here. */
const ELSEWHERE: readonly string[] = ['not-a-repository', 'bare-repository', 'no-work-tree'];

/** Whether a folder lies in no repository that can be worked in. */
export const isElsewhere = (cwd: string): Promise<boolean> =>
  openRepository(resolve(cwd)).then(
    () => false,
    (error) => ELSEWHERE.includes(toFailure(error).code),
  );

/** Answers a command line that made no sense. @returns the exit code */
export function refuse(asked: { command: string; reporting: Reporting }, thrown: unknown): Promise<number> {
  const { command, reporting } = asked;
  const known = COMMAND_NAMES.find((name) => name === command);
  const error = toFailure(thrown, known);
  return printReport(
    { command, version, root: '', dryRun: false, ...NOTHING_ELSE, exitCode: error.exitCode, error },
    reporting,
    null,
    process,
  );
}

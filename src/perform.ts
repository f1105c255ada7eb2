import { resolve } from 'node:path';
import process from 'node:process';
import { apply } from './apply.ts';
import { outcome } from './commands/outcome.ts';
import { ExitCode, toFailure } from './errors.ts';
import { findRepository } from './git/find-repository.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { version } from './package.ts';
import { human } from './report/human.ts';
import { json } from './report/json.ts';
import type { Report } from './report/report.ts';
import type { Sweep } from './sweep/lot.ts';
import { progressLine } from './terminal.ts';
import type { Outcome } from './types.ts';

/** What a command may ask for while it runs. */
export interface Session {
  /** Where the command was given. */
  readonly cwd: string;
  readonly repository: () => Promise<Repository>;
  /** For commands that work outside a repository too. */
  readonly repositoryIfAny: () => Promise<Repository | null>;
}

export interface Reporting {
  readonly format: 'human' | 'json';
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** As the user said; undefined leaves it to the terminal and the environment. */
  readonly color: boolean | undefined;
}

/** A command line that made sense. */
export interface Invocation {
  readonly command: string;
  readonly cwd: string;
  readonly dryRun: boolean;
  readonly reporting: Reporting;
  readonly run: (session: Session) => Promise<Outcome>;
}

/** Runs a command, carries out its plan, prints its report. @returns the exit code */
export async function perform({ command, cwd, dryRun, reporting, run }: Invocation): Promise<number> {
  let repo: Repository | null = null;
  const session: Session = {
    repository: async () => {
      repo ??= await openRepository(resolve(cwd));
      return repo;
    },
    repositoryIfAny: async () => {
      repo ??= await findRepository(resolve(cwd), 'ours');
      return repo;
    },
    cwd: resolve(cwd),
  };
  const told = () => ({ command, version, root: repo?.root ?? '', dryRun });
  try {
    const planned = await run(session);
    if (!dryRun) await apply(planned.actions, repo);
    const result = planned.sweep === undefined ? planned : await finish(planned.sweep, dryRun, reporting);
    const found = result.findings.some(({ severity }) => severity === 'error');
    return print({ ...told(), ...result, exitCode: found ? ExitCode.findings : ExitCode.clean }, reporting);
  } catch (thrown) {
    const error = toFailure(thrown);
    return print({ ...told(), ...outcome({}), exitCode: error.exitCode, error }, reporting);
  }
}

async function finish(sweep: Sweep, dryRun: boolean, { format, quiet }: Reporting): Promise<Outcome> {
  const { carryOut } = await import('./sweep/carry-out.ts');
  const progress = progressLine(format === 'human' && !quiet);
  try {
    return sweep.conclude(
      await carryOut(sweep, { dryRun, onProgress: ({ files }) => progress.show(`${files} files so far`) }),
    );
  } finally {
    progress.end();
  }
}

/** Answers a command line that made no sense. @returns the exit code */
export function refuse(asked: { command: string; reporting: Reporting }, thrown: unknown): Promise<number> {
  const error = toFailure(thrown);
  const { command, reporting } = asked;
  return print(
    { command, version, root: '', dryRun: false, ...outcome({}), exitCode: error.exitCode, error },
    reporting,
  );
}

async function print(report: Report, reporting: Reporting): Promise<number> {
  if (reporting.format === 'json') {
    await write(process.stdout, json(report));
  } else {
    const { out, err } = human(report, {
      ...reporting,
      color: wantsColor(reporting.color),
      terminal: process.stdout.isTTY === true,
    });
    await write(process.stdout, out);
    await write(process.stderr, err);
  }
  return report.exitCode;
}

/** Prints text that is no report: help, a version. */
export async function say(text: string): Promise<number> {
  await write(process.stdout, text);
  return ExitCode.clean;
}

/** Resolves when the text has left, so that a pipe gets all of it before the program ends. */
const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((done) => {
    if (text === '') done();
    else stream.write(text, () => done());
  });

/** https://no-color.org and https://force-color.org; a flag goes before both. */
function wantsColor(flag: boolean | undefined): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (flag !== undefined) return flag;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return process.stdout.isTTY === true;
}

import { Buffer } from 'node:buffer';
import {
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
  type StdioOptions,
  spawn,
} from 'node:child_process';
import { statSync } from 'node:fs';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { GuardError } from '../model/errors.ts';
import { commandIn, gitEnvironment, safeOptions, type Variables } from './environment.ts';
import { gitProgram } from './find-program.ts';

export interface GitOptions {
  /** Another git than the first on PATH, by its absolute path. */
  readonly program?: string;
  /** Written to git's stdin, which is closed otherwise. */
  readonly input?: Uint8Array;
  /** Added to the environment. */
  readonly env?: Variables;
  /** Exit codes that are answers, not failures. */
  readonly accept?: readonly number[];
  /** Called with every piece of stdout, which is then not collected. */
  readonly onData?: (chunk: Buffer) => void;
  /** Ends git, which then counts as interrupted. */
  readonly signal?: AbortSignal;
}

export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Starts git directly: for everything on the way of `check` and `fix`, for bytes, streams, exit codes, changed
 * environments and the user's terminal. Other short questions and edits in text go through simple-git (`ask` in
 * ask.ts), with the same environment and options.
 *
 * It starts no program that a configuration names.
 *
 * @throws GuardError when git can't be started or answers with an exit code not in `accept`.
 */
export async function git(
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const stdin = options.input === undefined ? 'ignore' : 'pipe';
  const child = startSafely(cwd, args, options, [stdin, 'pipe', 'pipe']);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', options.onData ?? ((chunk: Buffer) => stdout.push(chunk)));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  // git may stop reading early (because of a bad option, say): its exit code says more than EPIPE
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  const exitCode = await unlessAborted(options.signal, child, ended(child, cwd, args));
  const result = { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
  if (!(options.accept ?? [0]).includes(exitCode)) throw gitFailed(args, result);
  return result;
}

/** A running git with its input and output. */
export interface GitProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when git has succeeded and all its output was read. @throws GuardError if it fails */
  readonly ended: Promise<void>;
  readonly kill: () => void;
}

/** Starts git with pipes for input and output, so that its output need not fit into memory. */
export function startGit(cwd: string, args: readonly string[], env: GitOptions['env'] = {}): GitProcess {
  const child = startSafely(cwd, args, { env }, ['pipe', 'pipe', 'pipe']) as ChildProcessWithoutNullStreams;
  const stderr: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => {});
  const check = async (): Promise<void> => {
    const exitCode = await ended(child, cwd, args);
    if (exitCode === 0) return;
    throw gitFailed(args, { exitCode, stdout: Buffer.alloc(0), stderr: Buffer.concat(stderr).toString() });
  };
  const done = check();
  done.catch(() => {}); // the caller awaits it later and gets the failure then
  return { stdin: child.stdin, stdout: child.stdout, ended: done, kill: () => child.kill() };
}

/** Runs git with the user's own environment and terminal, which hooks may need. @returns its exit code */
export async function gitForUser(cwd: string, args: readonly string[], env: Variables): Promise<number> {
  // stdout carries our results, so whatever the hooks print goes to stderr
  const child = start(gitProgram(cwd), cwd, args, { ...process.env, ...env }, ['inherit', 2, 2]);
  return ended(child, cwd, args);
}

export function gitFailed(args: readonly string[], result: GitResult): GuardError {
  const line = result.stderr.split('\n').find((text) => text.trim() !== '') ?? `exit code ${result.exitCode}`;
  const verb = commandIn(args) ?? '';
  return new GuardError(
    'git-failed',
    `${['git', verb].filter(Boolean).join(' ')} failed: ${line.replace(/^(fatal|error): /, '')}`,
    'Fix the problem that git reports above, then run the same command again.',
  );
}

/** Starts git so that it starts nothing that a configuration names. */
function startSafely(
  cwd: string,
  args: readonly string[],
  options: Pick<GitOptions, 'program' | 'env'>,
  stdio: StdioOptions,
): ChildProcess {
  const env = gitEnvironment(cwd, options.env);
  const program = options.program ?? gitProgram(cwd);
  return start(program, cwd, [...safeOptions(cwd, args, env), ...args], env, stdio);
}

function start(
  program: string,
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: StdioOptions,
): ChildProcess {
  try {
    return spawn(program, args, { cwd, env, stdio, windowsHide: true });
  } catch (error) {
    throw notStarted(error as NodeJS.ErrnoException, cwd); // some errors are thrown, others are events
  }
}

function ended(child: ChildProcess, cwd: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(error, cwd)));
    child.once('close', (code, signal) => {
      if (code !== null) resolve(code);
      else reject(killed(args, signal));
    });
  });
}

/** Waits for git; its exit code does not count after it was told to end. */
async function unlessAborted(
  signal: AbortSignal | undefined,
  child: ChildProcess,
  exit: Promise<number>,
): Promise<number> {
  if (signal === undefined) return exit;
  const stop = () => child.kill();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const code = await exit;
    if (!signal.aborted) return code;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  throw interrupted();
}

function notStarted(error: NodeJS.ErrnoException, cwd: string): Error {
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    return new GuardError(
      'no-such-directory',
      `there is no folder ${cwd}`,
      'Give -C the path of a folder that exists.',
    );
  }
  if (error.code !== 'ENOENT' && error.code !== 'EACCES') return error; // an error of the system, or a bug
  return new GuardError(
    'git-not-found',
    'git could not be started',
    'Install git 2.30 or later, or add its folder to PATH.',
  );
}

const interrupted = (): GuardError =>
  new GuardError('interrupted', 'interrupted', 'Run the same command again to finish.');

const killed = (args: readonly string[], signal: NodeJS.Signals | null): GuardError =>
  signal === 'SIGINT'
    ? interrupted()
    : new GuardError(
        'git-failed',
        `git ${args.join(' ')} was ended by ${signal}`,
        'Run the same command again.',
      );

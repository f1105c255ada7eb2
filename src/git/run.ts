import { Buffer } from 'node:buffer';
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { GuardError } from '../model/errors.ts';

export interface GitOptions {
  /** Another git than the one on PATH. */
  readonly program?: string;
  /** Written to git's stdin, which is closed otherwise. */
  readonly input?: Uint8Array;
  /** Added to the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
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
 * Pathspec variables would change what our own pathspecs mean (git(1)); messages are read in
 * English; reading must not take the index lock from a git that runs beside us; and check-attr and
 * check-ignore must not stop after each of 100,000 answers for us to read it.
 */
const FIXED: Readonly<Record<string, string | undefined>> = {
  GIT_LITERAL_PATHSPECS: undefined,
  GIT_GLOB_PATHSPECS: undefined,
  GIT_NOGLOB_PATHSPECS: undefined,
  GIT_ICASE_PATHSPECS: undefined,
  LC_ALL: 'C',
  LANGUAGE: undefined,
  GIT_OPTIONAL_LOCKS: '0',
  GIT_FLUSH: '0',
};

/**
 * Starts git directly, for everything simple-git can't carry: names that are no UTF-8, output too
 * large to hold, and git's own `GIT_*` environment, which names the real index inside a hook.
 *
 * @throws GuardError when git can't be started or answers with an exit code not in `accept`.
 */
export async function git(
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const child = start(options.program ?? 'git', cwd, args, withEnv({ ...FIXED, ...options.env }), [
    options.input === undefined ? 'ignore' : 'pipe',
    'pipe',
    'pipe',
  ]);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', options.onData ?? ((chunk: Buffer) => stdout.push(chunk)));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  // git may stop reading early (a bad option, say): its exit code tells more than EPIPE
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  const exitCode = await unlessAborted(options.signal, child, ended(child, cwd, args));
  const result = { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
  if (!(options.accept ?? [0]).includes(exitCode)) throw gitFailed(args, result);
  return result;
}

/** A git that is spoken with while it runs. */
export interface GitProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when git has ended well and all its output was read. @throws GuardError otherwise */
  readonly ended: Promise<void>;
  readonly kill: () => void;
}

/** Starts git for a conversation by pipes, whose output need never be held whole. */
export function startGit(cwd: string, args: readonly string[], env: GitOptions['env'] = {}): GitProcess {
  const child = spawn('git', args, {
    cwd,
    env: withEnv({ ...FIXED, ...env }),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const stderr: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => {});
  const check = async (): Promise<void> => {
    const exitCode = await ended(child, cwd, args);
    if (exitCode === 0) return;
    throw gitFailed(args, { exitCode, stdout: Buffer.alloc(0), stderr: Buffer.concat(stderr).toString() });
  };
  const done = check();
  done.catch(() => {}); // whoever awaits it learns of a failure, also when that is later
  return { stdin: child.stdin, stdout: child.stdout, ended: done, kill: () => child.kill() };
}

/** Runs git with the user's own environment and terminal, for commands that run the user's hooks. */
export async function gitForUser(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  // stdout carries our results, so whatever the hooks print goes to stderr
  return ended(start('git', cwd, args, withEnv(env), ['inherit', 2, 2]), cwd, args);
}

export function gitFailed(args: readonly string[], result: GitResult): GuardError {
  const line = result.stderr.split('\n').find((text) => text.trim() !== '') ?? `exit code ${result.exitCode}`;
  const verb = args.find((arg) => /^[a-z]/.test(arg)) ?? '';
  return new GuardError(
    'git-failed',
    `${['git', verb].filter(Boolean).join(' ')} failed: ${line.replace(/^(fatal|error): /, '')}`,
    'Mend what git complains of, then run the same command again.',
  );
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

const withEnv = (changes: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...changes,
});

function ended(child: ChildProcess, cwd: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(error, cwd)));
    child.once('close', (code, signal) => {
      if (code !== null) resolve(code);
      else reject(killed(args, signal));
    });
  });
}

/** Waits for git; whatever it answers after it was told to end is no answer. */
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
  if (error.code !== 'ENOENT' && error.code !== 'EACCES') return error;
  return new GuardError(
    'git-not-found',
    'git was not found on PATH',
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

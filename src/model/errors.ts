import { bugsAddress } from './bugs-address.ts';

/** Exit codes (README "Exit codes"). 130 is what shells report for an interrupted program. */
export const ExitCode = { clean: 0, findings: 1, cannotWork: 2, bug: 3, interrupted: 130 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Why a command can't work, or (`bug`) what should never happen. */
export const ERROR_CODES = [
  'backup-exists',
  'backup-failed',
  'bad-baseline',
  'bad-name',
  'bad-pattern',
  'bad-revision',
  'bare-repository',
  'bug',
  'cannot-delete',
  'cannot-read',
  'cannot-write',
  'changed-meanwhile',
  'commit-failed',
  'declined',
  'dirty-work-tree',
  'dubious-ownership',
  'embedded-repository',
  'environment',
  'filter-repo-not-found',
  'git-failed',
  'git-not-found',
  'git-too-old',
  'helper-died',
  'hooks-path-empty',
  'hook-no-file',
  'hook-not-a-shell-script',
  'hooks-not-executable',
  'hooks-path-outside',
  'index-locked',
  'interrupted',
  'needs-yes',
  'no-husky',
  'no-match',
  'no-such-directory',
  'no-such-file',
  'no-such-path',
  'no-work-tree',
  'not-a-cache-file',
  'not-a-file',
  'not-a-fresh-clone',
  'not-a-repository',
  'not-a-terminal',
  'nothing-staged',
  'operation-in-progress',
  'other-worktrees',
  'outside-repository',
  'partial-clone',
  'partly-done',
  'read-only',
  'replace-refs',
  'repository-locked',
  'shallow-clone',
  'stash',
  'symbolic-link',
  'tag-on-tree',
  'too-large',
  'unpushed',
  'unreadable-repository',
  'unsupported-git',
  'unsupported-path',
  'usage',
  'version-control',
  'wrong-hook-type',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Something the user can act on: what is wrong in one line, what to do in one line.
 * Everything else that is thrown is a bug in pyc-guard.
 */
export class GuardError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GuardError';
    this.code = code;
    this.hint = hint;
  }
}

/** Thrown for Ctrl-C before anything was changed. */
export const interruptedInTime = (): GuardError =>
  new GuardError('interrupted', 'interrupted; nothing was changed', 'Run the same command again.');

/** Whether an error means that Ctrl-C ended the git we were waiting for. */
export const isInterruption = (error: unknown): boolean =>
  error instanceof GuardError && error.code === 'interrupted';

/** Where it is not 2: a no to a question is an answer, as to `git clean -i`, and nothing went wrong. */
const EXIT_CODES: { readonly [code in ErrorCode]?: ExitCode } = {
  declined: ExitCode.clean,
  interrupted: ExitCode.interrupted,
};

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly exitCode: ExitCode;
  /** Only for a bug: the stack, for the bug report that the hint asks for. */
  readonly stack?: string;
}

/**
 * The only map from what was thrown to text and number.
 *
 * @param command - the command whose help the hint names if the command line is wrong; empty: the general help
 */
export function toFailure(error: unknown, command = ''): Failure {
  if (error instanceof GuardError) {
    const exitCode = EXIT_CODES[error.code] ?? ExitCode.cannotWork;
    const hint = error.code === 'usage' ? usageHint(command) : error.hint;
    return { code: error.code, message: error.message, hint, exitCode };
  }
  const fault = machineFault(error);
  if (fault !== null) return { ...fault, exitCode: ExitCode.cannotWork };
  const text = error instanceof Error ? error.message : String(error);
  return {
    code: 'bug',
    message: `pyc-guard has a bug: ${text.split('\n', 1)[0]}`,
    hint: `Please report it with the output of the same command with -v: ${bugsAddress}`,
    exitCode: ExitCode.bug,
    ...(error instanceof Error && error.stack !== undefined && { stack: error.stack }),
  };
}

/** Hints for errors of the operating system (errno(3)) that are not bugs. */
const FAULTS: Readonly<Record<string, string>> = {
  EACCES: 'Check the permissions there',
  EAGAIN: 'Wait until fewer programs run',
  EBUSY: 'Close the program that uses it',
  EDQUOT: 'Make room within your quota',
  EFBIG: 'Raise the limit on file sizes',
  EINTR: 'Wait a little',
  EIO: 'Check the disk',
  EMFILE: 'Raise the limit on open files (`ulimit -n`)',
  ENFILE: 'Wait until fewer files are open',
  ENODEV: 'Check that the disk is there',
  ENOMEM: 'Close other programs',
  ENOSPC: 'Make room on the disk',
  EPERM: 'Check the permissions there',
  EROFS: 'Make the file system writable',
  ESTALE: 'Check that the network disk is there',
  ETIMEDOUT: 'Check that the network disk is there',
};

/** A failure for an error of the operating system, such as a full disk; `null` for any other error. */
function machineFault(error: unknown): Pick<Failure, 'code' | 'message' | 'hint'> | null {
  if (!(error instanceof Error)) return null;
  const { code = '', syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === 'uv_cwd')
    return {
      code: 'no-such-directory',
      message: 'the current folder was deleted',
      hint: 'Go to a folder that exists, or name one with -C.',
    };
  if (syscall === 'mkdtemp' && code === 'ENOENT')
    return {
      code: 'environment',
      message: `there is no folder for temporary files: ${path}`,
      hint: 'Set TMPDIR to a folder that exists.',
    };
  const advice = FAULTS[code];
  if (syscall === undefined || advice === undefined) return null;
  return {
    code: 'environment',
    message: `the system refused ${syscall}${path === undefined ? '' : ` of ${path}`} (${code})`,
    hint: `${advice}, then run the same command again.`,
  };
}

export const usageError = (message: string): GuardError =>
  new GuardError('usage', oneLine(message), usageHint(''));

const oneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

const usageHint = (command: string): string =>
  command === ''
    ? 'Run `pyc-guard help` to see commands and options.'
    : `Run \`pyc-guard help ${command}\` to see its options.`;

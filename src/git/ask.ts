import { Buffer } from 'node:buffer';
import type { SimpleGitOptions } from 'simple-git';
import { GuardError } from '../model/errors.ts';
import { gitEnvironment, safeOptions } from './environment.ts';
import { gitProgram } from './find-program.ts';
import { gitFailed } from './run.ts';

/** simple-git's checks of the environment are off, since all variables come from the user or from us. */
const TRUSTED: NonNullable<SimpleGitOptions['unsafe']> = {
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCustomBinary: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeHooksPath: true,
  allowUnsafePager: true,
  allowUnsafeSshCommand: true,
  allowUnsafeTemplateDir: true,
};

interface AskOptions {
  /** Exit codes that are answers, not failures. */
  readonly accept?: readonly number[];
  /** Another git than the first on PATH, by its absolute path. */
  readonly program?: string;
}

/**
 * Puts a short question or edit in text to git through simple-git: configuration, work trees, remotes,
 * versions. `git` in run.ts asks whatever is on the way of `check` and `fix`, since loading simple-git takes as
 * long as starting git four times; and what needs bytes (paths, names of refs), streams, an exit code, a changed
 * environment or the user's terminal (`commit`).
 *
 * @returns what git prints
 * @throws GuardError when git ends with an exit code not in `accept`, of which simple-git takes silence for success
 */
export async function ask(
  root: string,
  args: readonly string[],
  { accept = [0], program = gitProgram(root) }: AskOptions = {},
): Promise<string> {
  const { simpleGit, GitError } = await import('simple-git');
  const env = gitEnvironment(root);
  const git = simpleGit({
    baseDir: root,
    binary: program,
    allowEnvironment: Object.keys(env),
    unsafe: TRUSTED,
    config: safeOptions(root, args, env).filter((option) => option !== '-c'),
    completion: { onExit: false }, // its last output may come after it has ended
    errors: (error, { exitCode, stdErr }) => {
      const stderr = Buffer.concat(stdErr).toString();
      // `git config --remove-section` ends with 0 on a full disk, too
      if (accept.includes(exitCode) && !/^error: /m.test(stderr)) return error;
      if (!Number.isInteger(exitCode)) return new GitError(undefined, `git ${args[0]} ${ENDED}`);
      return new GitError(undefined, gitFailed(args, { exitCode, stdout: Buffer.alloc(0), stderr }).message);
    },
  })
    .env(env)
    .outputHandler((_, stdout) => neverSilent(stdout));
  try {
    return await git.raw([...args]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new GuardError('git-failed', error.message.trim(), hintFor(error.message), {
      cause: error,
    });
  }
}

/** simple-git waits 50 ms when a git has printed nothing, which an empty piece at the end of its output prevents. */
const neverSilent = (stdout: NodeJS.ReadableStream): void => {
  stdout.once('end', () => stdout.emit('data', Buffer.alloc(0)));
};

const ENDED = 'was ended by a signal';

/** A git that was killed leaves its lock, which its message does not name. */
function hintFor(message: string): string {
  if (message.endsWith(ENDED)) return 'Run the same command again.';
  const [, file] = /could not lock config file ([^:]+)(?:: File exists)?$/m.exec(message) ?? [];
  return file === undefined
    ? 'Fix the problem that git reports, then run the same command again.'
    : `If no other git is running, delete ${file}.lock, then run the same command again.`;
}

import { Buffer } from 'node:buffer';
import type { SimpleGit, SimpleGitOptions } from 'simple-git';
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

/**
 * Puts a short question or edit in text to git through simple-git: configuration, work trees, paths,
 * whatever is not on `check`'s way. What needs bytes, streams, speed or another git than ours, or is
 * mostly answered by silence, which simple-git waits 50 ms for, is asked by `git` in run.ts.
 *
 * @param accept - exit codes that are answers; by itself simple-git takes silence for success
 * @throws GuardError when git ends with another
 */
export async function ask<T>(
  root: string,
  question: (git: SimpleGit) => PromiseLike<T>,
  accept: readonly number[] = [0],
): Promise<T> {
  const { simpleGit, GitError } = await import('simple-git');
  const env = gitEnvironment(root);
  const git = simpleGit({
    baseDir: root,
    binary: gitProgram(root),
    allowEnvironment: Object.keys(env),
    unsafe: TRUSTED,
    config: safeOptions(root, ['config'], env).filter((option) => option !== '-c'),
    errors: (error, { exitCode, stdErr }) => {
      const stderr = Buffer.concat(stdErr).toString();
      // `git config --remove-section` ends with 0 on a full disk, too
      if (accept.includes(exitCode) && !/^error: /m.test(stderr)) return error;
      return new GitError(undefined, gitFailed([], { exitCode, stdout: Buffer.alloc(0), stderr }).message);
    },
  }).env(env);
  try {
    return await question(git);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new GuardError('git-failed', error.message.trim(), hintFor(error.message), {
      cause: error,
    });
  }
}

/** A git that was killed leaves its lock, which its message does not name. */
function hintFor(message: string): string {
  const [, file] = /could not lock config file ([^:]+)(?:: File exists)?$/m.exec(message) ?? [];
  return file === undefined
    ? 'Fix the problem that git reports, then run the same command again.'
    : `If no other git is running, delete ${file}.lock, then run the same command again.`;
}

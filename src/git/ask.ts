import { Buffer } from 'node:buffer';
import type { SimpleGit, SimpleGitOptions } from 'simple-git';
import { GuardError } from '../model/errors.ts';
import { gitEnvironment, safeOptions } from './environment.ts';
import { gitProgram } from './find-program.ts';
import { gitFailed } from './run.ts';

/** Everything in our environment is set by the user or by us, never by who asks a question. */
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
 * Asks a short question with a textual answer (configuration, versions, paths) through simple-git,
 * which is loaded when first needed: it doubles the time a command takes to start.
 *
 * @throws GuardError when git fails
 */
export async function ask<T>(root: string, question: (git: SimpleGit) => PromiseLike<T>): Promise<T> {
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
      // a failure without a message counts as success, which is right for `config --get` of nothing
      if (exitCode === 0 || (exitCode === 1 && stderr === '')) return error;
      return new GitError(undefined, gitFailed([], { exitCode, stdout: Buffer.alloc(0), stderr }).message);
    },
  }).env(env);
  try {
    return await question(git);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new GuardError('git-failed', error.message.trim(), 'Mend what git complains of, then try again.', {
      cause: error,
    });
  }
}

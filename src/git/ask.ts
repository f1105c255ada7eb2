import { Buffer } from 'node:buffer';
import process from 'node:process';
import type { SimpleGit } from 'simple-git';
import { GuardError } from '../model/errors.ts';
import { gitFailed } from './run.ts';

/** simple-git takes every `GIT_*` variable away unless it is named: inside a hook they say which index is meant. */
const KEPT = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_CEILING_DIRECTORIES',
];

/** Configuration in the environment counts like that in files: `GIT_CONFIG_COUNT` and what goes with it. */
const isKept = (name: string): boolean => KEPT.includes(name) || name.startsWith('GIT_CONFIG_');

/**
 * Asks a short question with a textual answer (configuration, versions, paths) through simple-git,
 * which is loaded when first needed: it doubles the time a command takes to start.
 *
 * @throws GuardError when git fails
 */
export async function ask<T>(root: string, question: (git: SimpleGit) => PromiseLike<T>): Promise<T> {
  const { simpleGit, GitError } = await import('simple-git');
  const git = simpleGit({
    baseDir: root,
    allowEnvironment: Object.keys(process.env).filter(isKept),
    errors: (error, { exitCode, stdErr }) => {
      const stderr = Buffer.concat(stdErr).toString();
      // a failure without a message counts as success, which is right for `config --get` of nothing
      if (exitCode === 0 || (exitCode === 1 && stderr === '')) return error;
      return new GitError(undefined, gitFailed([], { exitCode, stdout: Buffer.alloc(0), stderr }).message);
    },
  });
  try {
    return await question(git);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new GuardError('git-failed', error.message.trim(), 'Mend what git complains of, then try again.', {
      cause: error,
    });
  }
}

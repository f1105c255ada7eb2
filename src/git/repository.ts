import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { isUtf8, toText } from '../core/byte-path.ts';
import { GuardError } from '../errors.ts';
import type { BytePath } from '../types.ts';
import { type GitOptions, type GitResult, git, gitFailed } from './run.ts';

export interface Repository {
  /** Top of the work tree, absolute. */
  readonly root: string;
  /** Where the command was given, relative to the top: empty, or ending in a slash. */
  readonly prefix: BytePath;
  /** This work tree's own git directory (its index lives there). */
  readonly gitDir: string;
  /** The git directory all work trees share (hooks and objects live there). */
  readonly commonDir: string;
  /** An object id of zeros, as long as this repository's hash. */
  readonly nullOid: string;
  /** Takes away what in the environment makes git mean another repository; absent where none does. */
  readonly env?: Pick<GitOptions, 'env'>;
}

/**
 * Asks git where we are, in one process.
 *
 * @param env - kept with the repository
 * @throws GuardError outside a work tree.
 */
export async function openRepository(cwd: string, env?: Repository['env']): Promise<Repository> {
  const questions = [
    '--is-bare-repository',
    '--is-inside-git-dir',
    '--show-object-format',
    '--absolute-git-dir',
    '--git-common-dir',
    '--show-prefix',
    '--show-toplevel', // last: it ends the program where there is no work tree
  ];
  const result = await git(cwd, ['rev-parse', ...questions], { accept: [0, 128], ...env });
  const [bare, inGitDir, format, gitDir, commonDir, prefix, root] = result.stdout
    .toString('latin1')
    .split('\n') as BytePath[];
  if (result.exitCode !== 0 || root === undefined || inGitDir === 'true') {
    throw whyNot(result, bare === 'true', inGitDir === 'true');
  }
  return {
    root: readable(root),
    prefix: prefix as BytePath,
    gitDir: readable(gitDir as BytePath),
    commonDir: realpathSync(resolve(cwd, readable(commonDir as BytePath))),
    nullOid: '0'.repeat(format === 'sha256' ? 64 : 40),
    ...(env !== undefined && { env }),
  };
}

/** Child processes take their folder as text, so a root that is no UTF-8 can't be worked in. */
function readable(path: BytePath): string {
  if (isUtf8(path)) return toText(path);
  throw new GuardError(
    'unsupported-path',
    `the path of this repository is not valid UTF-8: ${toText(path)}`,
    'Move the repository to a folder whose name is.',
  );
}

function whyNot(result: GitResult, bare: boolean, inGitDir: boolean): GuardError {
  if (bare) {
    return new GuardError(
      'bare-repository',
      'this is a bare repository: it has no work tree and no index',
      'Run the command in a clone of it.',
    );
  }
  if (inGitDir) {
    return new GuardError(
      'no-work-tree',
      'this is the inside of a git directory, not a work tree',
      'Go to the work tree, or name it with -C.',
    );
  }
  if (/not a git repository/i.test(result.stderr)) {
    return new GuardError(
      'not-a-repository',
      'this is not a git repository',
      'Go to one, or name it with -C; `git init` makes one.',
    );
  }
  return gitFailed(['rev-parse'], result);
}

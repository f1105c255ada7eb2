import { basename, dirname, join, relative, resolve } from 'node:path';
import { type BytePath, fromText, isUtf8, toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { lstatOrNull, realPath } from '../model/files.ts';
import { shellQuote } from '../model/shell-quote.ts';
import { bareLayout } from './bare-layout.ts';
import { expectNativePath } from './find-program.ts';
import { indexFile, indexVersion } from './index-file.ts';
import { type GitOptions, type GitResult, git, gitFailed } from './run.ts';

export interface Repository {
  /** Top of the work tree, absolute; of a bare repository, its git directory, or the folder whose `.git` leads there. */
  readonly root: string;
  /** Whether it has no work tree and no index. */
  readonly bare: boolean;
  /** The work trees of a bare repository that is there for them; absent for every other. */
  readonly worktrees?: readonly string[];
  /** The current folder, relative to the top: empty, or ending in a slash. */
  readonly prefix: BytePath;
  /** This work tree's own git directory (its index lives there). */
  readonly gitDir: string;
  /** The git directory all work trees share (hooks and objects live there). */
  readonly commonDir: string;
  /** The version of the index that plans are made for (index-file.ts). */
  readonly indexVersion: string;
  /** An object id of zeros, as long as this repository's hash. */
  readonly nullOid: string;
  /** Whether commits beyond some depth were left out when this was cloned (git-clone(1), `--depth`). */
  readonly shallow: boolean;
  /** Removes environment variables that make git use another repository; absent if there are none. */
  readonly env?: Pick<GitOptions, 'env'>;
}

export interface OpenOptions {
  /** Opens a bare repository as well, for what needs no work tree. */
  readonly orBare?: boolean;
  /** Changes to the environment, kept with the repository. */
  readonly env?: GitOptions['env'];
}

/** Finds the repository of a folder, with one git. @throws GuardError if there is none to work in */
export async function openRepository(
  cwd: string,
  { orBare = false, env }: OpenOptions = {},
): Promise<Repository> {
  const questions = [
    '--is-bare-repository',
    '--is-inside-git-dir',
    '--show-object-format',
    '--is-shallow-repository',
    '--absolute-git-dir',
    '--git-common-dir',
    '--show-prefix',
    '--show-toplevel', // last: it ends the program where there is no work tree
  ];
  const result = await git(cwd, ['rev-parse', ...questions], { accept: [0, 128], ...(env && { env }) });
  const [isBare, inGitDir, format, isShallow, gitDir, commonDir, prefix, top] = result.stdout
    .toString('latin1')
    .split('\n') as BytePath[];
  const bare = isBare === 'true';
  expectNativePath(gitDir ?? '');
  if (bare) expectMeantBare(cwd, readable(gitDir as BytePath), readable(commonDir as BytePath));
  const layout = bare ? bareLayout(cwd, readable(gitDir as BytePath)) : null;
  const ofBare = layout?.top ? fromText(layout.top) : gitDir;
  const root = bare && orBare ? ofBare : result.exitCode === 0 && inGitDir === 'false' ? top : undefined;
  if (root === undefined)
    throw layout === null
      ? whyNot(result, bare, inGitDir === 'true')
      : onlyHasWorktrees(cwd, layout.worktrees);
  const places = { root: readable(root), gitDir: readable(gitDir as BytePath) };
  return {
    ...places,
    indexVersion: indexVersion(indexFile(places, env)),
    bare,
    ...(layout !== null && { worktrees: layout.worktrees }),
    prefix: bare ? ('' as BytePath) : (prefix as BytePath),
    commonDir: realPath(resolve(cwd, readable(commonDir as BytePath))),
    nullOid: '0'.repeat(format === 'sha256' ? 64 : 40),
    shallow: isShallow === 'true',
    ...(env !== undefined && { env: { env } }),
  };
}

/** Node passes a folder to a child process as text, so it can't work in a root that is not UTF-8. */
function readable(path: BytePath): string {
  if (isUtf8(path)) return toText(path);
  throw new GuardError(
    'unsupported-path',
    `the path of this repository is not valid UTF-8: ${toText(path)}`,
    'Move the repository to a folder whose name is.',
  );
}

/**
 * A work tree for which `core.bare` is true by mistake: a linked one that inherits it, since with
 * `extensions.worktreeConfig` git takes the setting from the file that all share, or one with an index of its own.
 *
 * @throws GuardError `bare-repository`
 */
function expectMeantBare(cwd: string, gitDir: string, commonDir: string): void {
  const linked = realPath(resolve(cwd, commonDir)) !== realPath(gitDir);
  const own = basename(gitDir) === '.git' && lstatOrNull(join(gitDir, 'index')) !== null;
  if (!linked && (!own || bareLayout(dirname(gitDir), gitDir)?.worktrees.length !== 0)) return;
  throw new GuardError(
    'bare-repository',
    'git takes this work tree for a bare repository, because core.bare is true',
    `Run \`git config${linked ? ' --worktree' : ''} core.bare false\` here, then the same command again.`,
  );
}

const onlyHasWorktrees = (cwd: string, [first]: readonly string[]): GuardError =>
  new GuardError(
    'bare-repository',
    'this is no work tree, but the place of a bare repository and its work trees',
    first === undefined
      ? 'Make a work tree with `git worktree add`, and run the command there.'
      : `Run the command in a work tree, for instance with \`-C ${shellQuote(relative(cwd, first).replaceAll('\\', '/'))}\`.`,
  );

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
  const [, owned] = /detected dubious ownership in repository at '(.*)'/.exec(result.stderr) ?? [];
  if (owned !== undefined) {
    return new GuardError(
      'dubious-ownership',
      `another user owns this repository, so git does not trust it: ${owned}`,
      `If you trust it, run \`git config --global --add safe.directory ${shellQuote(owned)}\`, then try again.`,
    );
  }
  return gitFailed(['rev-parse'], result);
}

import { type BytePath, isUtf8, toText } from '../model/byte-path.ts';
import { SCRIPT_MARKS, SCRIPT_NAMES } from '../model/script.ts';
import { AS_WRITTEN } from './objects.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/**
 * Makes a function that says whether a folder has a Python script that is run, so that Python searches this
 * folder first for imports. Each folder is searched once.
 *
 * @param tree - a commit, or `null` for the index
 */
export function scriptFinder(repo: Repository, tree: string | null): (folder: BytePath) => Promise<boolean> {
  const known = new Map<BytePath, Promise<boolean>>();
  return (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const answer = hasScript(repo, tree, folder);
    known.set(folder, answer);
    return answer;
  };
}

async function hasScript(repo: Repository, tree: string | null, folder: BytePath): Promise<boolean> {
  if (!isUtf8(folder)) return false; // it can't be named in an argument
  const name = toText(folder);
  const scripts = `:(top,glob)${name.replace(/[*?[\\]/g, '\\$&')}*.py`;
  const byName = SCRIPT_NAMES.map((script) => `:(top,literal)${name}${script}`);
  return (await finds(repo, tree, SCRIPT_MARKS, [scripts])) || (await finds(repo, tree, [''], byName));
}

/** Whether a line of these files matches (git-grep(1)). */
async function finds(
  repo: Repository,
  tree: string | null,
  patterns: readonly string[],
  files: readonly string[],
): Promise<boolean> {
  const where = tree === null ? ['--cached', '--'] : [tree, '--'];
  const args = [
    'grep',
    '-q',
    '-G',
    '--no-recurse-submodules',
    '--no-textconv',
    ...patterns.flatMap((pattern) => ['-e', pattern]),
    ...where,
    ...files,
  ];
  const { exitCode } = await git(repo.root, args, {
    accept: [0, 1],
    env: { ...repo.env?.env, ...AS_WRITTEN },
  });
  return exitCode === 0;
}

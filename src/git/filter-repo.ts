import { join } from 'node:path';
import { type BytePath, toBytes } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { readState } from '../model/files.ts';
import { withScratchFiles } from '../model/scratch-folder.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** @throws GuardError where git-filter-repo is not installed */
export async function expectFilterRepo(repo: Repository): Promise<void> {
  const { exitCode } = await git(repo.root, ['filter-repo', '--version'], { accept: [0, 1, 2, 127] });
  if (exitCode === 0) return;
  throw new GuardError(
    'filter-repo-not-found',
    'git-filter-repo, which rewrites the history, is not installed',
    'Install it: `pipx install git-filter-repo`, `brew install git-filter-repo` or `apt install git-filter-repo`.',
  );
}

/**
 * Python code for `--filename-callback`: it removes exactly the names in the file. filter-repo's own
 * `--paths-from-file` searches its list from the front for each name, and also removes a folder with such
 * a name.
 */
const CALLBACK = `
paths = globals().get('pyc_guard_paths')
if paths is None:
  with open(os.environ['PYC_GUARD_PATHS'], 'rb') as listed:
    paths = globals()['pyc_guard_paths'] = frozenset(listed.read().split(b'\\0'))
return None if filename in paths else filename
`;

/**
 * Removes exactly `paths` from every commit on any ref. Commits that become empty are kept, so that each
 * has its counterpart; filter-repo's own checks stay in force.
 *
 * @throws GuardError if it fails
 */
export async function runFilterRepo(
  repo: Repository,
  paths: readonly BytePath[],
  signal: AbortSignal,
): Promise<void> {
  const never = ['--prune-empty', 'never', '--prune-degenerate', 'never'];
  const keep = ['--preserve-commit-encoding', '--replace-refs', 'delete-no-add', '--quiet'];
  const args = ['filter-repo', ...never, ...keep, '--filename-callback', CALLBACK];
  await withScratchFiles([['paths', toBytes(paths.join('\0') as BytePath)]], (folder) => {
    const env = { PYC_GUARD_PATHS: join(folder, 'paths'), GIT_OPTIONAL_LOCKS: undefined };
    return git(repo.root, args, { env, signal });
  });
}

/** The new id of each commit after the last run, by its old id. @throws if filter-repo left no such list */
export function readCommitMap(repo: Repository): Map<string, string> {
  const map = readState(join(repo.gitDir, 'filter-repo', 'commit-map'));
  if (map.type !== 'file') throw new Error('git-filter-repo has left no commit-map');
  const lines = map.bytes.toString('latin1').split('\n');
  return new Map(lines.slice(1).flatMap((line) => (line === '' ? [] : [pair(line)])));
}

function pair(line: string): [string, string] {
  const [before = '', after = ''] = line.split(/\s+/);
  return [before, after];
}

import { historyEnvironment } from './history-environment.ts';
import type { Repository } from './repository.ts';
import { type GitProcess, git, startGit } from './run.ts';

/**
 * Lists every commit on any ref, each as `<seconds> <id>`.
 *
 * @param reflog - also those that only reflogs have
 */
export function listAllCommits(repo: Repository, reflog: boolean): GitProcess {
  const args = ['--no-replace-objects', 'rev-list', '--timestamp', '--all', ...(reflog ? ['--reflog'] : [])];
  const list = startGit(repo.root, args, historyEnvironment(repo));
  list.stdin.end();
  return list;
}

/** The tree of every commit on any ref, by the id of the commit. */
export async function treesOfAllCommits(repo: Repository): Promise<Map<string, string>> {
  const trees = new Map<string, string>();
  let rest = '';
  await git(repo.root, ['--no-replace-objects', 'rev-list', '--all', '--format=%H %T'], {
    env: historyEnvironment(repo),
    onData: (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [commit = '', tree = ''] = line.split(' ');
        if (commit !== 'commit') trees.set(commit, tree);
      }
    },
  });
  return trees;
}

import { historyEnvironment, withoutIndex } from './history-environment.ts';
import type { Repository } from './repository.ts';
import { type GitProcess, startGit } from './run.ts';

/**
 * No pathspec (it triples the cost), no rename detection (it reads blobs, which a partial clone
 * would fetch); `-c` shows only what a merge changes against all its parents, since they have the rest.
 * `--always` prints each commit's id, so that progress can be counted. No format: git would read each commit
 * again for it, and `rev-list` gives its time already.
 */
const DIFF_TREE =
  '--no-replace-objects diff-tree --stdin -r -c --root --no-renames --no-abbrev -z --always'.split(' ');

/** Prints what each commit whose id it reads from stdin changes, for the whole history at once. */
export const diffCommits = (repo: Repository): GitProcess =>
  startGit(repo.root, DIFF_TREE, { ...historyEnvironment(repo), ...withoutIndex(repo) });

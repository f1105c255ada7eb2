import { join } from 'node:path';
import { exists } from '../model/files.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** What git leaves in its directory while an operation waits to be finished (wt-status.c). */
const TRACES = [
  ['MERGE_HEAD', 'a merge'],
  ['rebase-merge', 'a rebase'],
  ['rebase-apply', 'a rebase or git am'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick'],
  ['REVERT_HEAD', 'a revert'],
  ['sequencer', 'a cherry-pick or revert'],
] as const;

/** The operation that is under way in this work tree, in words, or `null`. */
export async function operationInProgress(repo: Repository): Promise<string | null> {
  for (const [trace, name] of TRACES) if (exists(join(repo.gitDir, trace))) return name;
  const unmerged = zsplit((await git(repo.root, ['ls-files', '-u', '-z'])).stdout);
  return unmerged.length === 0 ? null : 'the resolution of a conflict';
}

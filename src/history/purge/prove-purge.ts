import { treesOfAllCommits } from '../../git/all-commits.ts';
import { objectCounts } from '../../git/clone-state.ts';
import { readCommitMap } from '../../git/filter-repo.ts';
import type { Repository } from '../../git/repository.ts';
import type { Action } from '../../model/actions.ts';
import { type BytePath, toText } from '../../model/byte-path.ts';
import { count } from '../../model/count.ts';
import { GuardError } from '../../model/errors.ts';
import { type Outcome, outcome } from '../../model/outcome.ts';
import { PartlyDone } from '../../model/partly-done.ts';
import type { HistoryTotals } from '../../model/summaries.ts';
import type { Warning } from '../../model/warnings.ts';
import { readHistory } from '../read/read-history.ts';

export interface PurgePromise {
  /** Every commit and its tree before the rewrite. */
  readonly before: ReadonlyMap<string, string>;
  /** The expected trees after the rewrite, where they change. */
  readonly expected: ReadonlyMap<string, string>;
  /** Paths that must be kept. */
  readonly kept: ReadonlySet<BytePath>;
  readonly packBytes: number;
  readonly restore: string;
  readonly summary: HistoryTotals;
  readonly warnings: readonly Warning[];
  readonly actions: readonly Action[];
}

/** @throws PartlyDone, with the command that restores everything, if there is no proof */
export async function prove(repo: Repository, promise: PurgePromise): Promise<Outcome<'history'>> {
  try {
    return await proveEach(repo, promise);
  } catch (error) {
    throw new PartlyDone(promise.actions, [], error, { hint: `Bring everything back: ${promise.restore}` });
  }
}

/**
 * Reads the rewritten history again and proves that each commit has a counterpart whose tree is
 * exactly the old one without the purged paths, and that no cache file is left.
 */
async function proveEach(repo: Repository, promise: PurgePromise): Promise<Outcome<'history'>> {
  const { before, expected, kept, packBytes, summary, warnings, actions } = promise;
  const fail = (what: string): GuardError =>
    new GuardError('partly-done', `the rewritten history is not what it should be: ${what}`, '');
  const successors = readCommitMap(repo);
  const after = await treesOfAllCommits(repo);
  let rewritten = 0;
  for (const [commit, tree] of before) {
    const successor = successors.get(commit) ?? '';
    if (after.get(successor) !== (expected.get(tree) ?? tree))
      throw fail(`commit ${commit} became ${successor || 'nothing'}`);
    if (successor !== commit) rewritten++;
  }
  if (after.size !== before.size)
    throw fail(`of ${count(before.size, 'commit')} there are ${after.size} left`);
  const reading = await readHistory(repo, {
    reflog: true,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const left = reading.found.find(({ version: { path, kind } }) => kind !== 'stray' && !kept.has(path));
  if (left !== undefined) throw fail(`${toText(left.version.path)} is still there`);
  const { 'size-pack': kib = 0 } = await objectCounts(repo);
  return outcome({
    actions,
    summary: { ...summary, rewritten, packBytesBefore: packBytes, packBytesAfter: kib * 1024 },
    warnings,
  });
}

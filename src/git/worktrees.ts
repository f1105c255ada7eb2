import { realPath } from '../model/files.ts';
import { ask } from './ask.ts';
import type { Repository } from './repository.ts';

/**
 * The roots of the other work trees of this repository, without missing ones. If the git directory is outside
 * the main work tree, git lists the git directory instead, so that work tree stays unknown.
 */
export async function otherWorktrees(repo: Repository): Promise<string[]> {
  const list = await ask(repo.root, ['worktree', 'list', '--porcelain']);
  return list
    .split('\n\n')
    .filter((block) => !/^(?:bare|prunable)\b/m.test(block))
    .flatMap((block) => /^worktree (.*)$/m.exec(block)?.[1] ?? [])
    .filter((root) => root !== repo.root && realPath(root) !== repo.commonDir);
}

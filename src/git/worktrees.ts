import { realPath } from '../model/files.ts';
import { ask } from './ask.ts';
import type { Repository } from './repository.ts';

/**
 * Roots of the other work trees of this repository that are there to be worked in. Where the git
 * directory lies apart, git lists that in place of the main one, which is not known then.
 */
export async function otherWorktrees(repo: Repository): Promise<string[]> {
  const list = await ask(repo.root, (git) => git.raw(['worktree', 'list', '--porcelain']));
  return list
    .split('\n\n')
    .filter((block) => !/^(?:bare|prunable)\b/m.test(block))
    .flatMap((block) => /^worktree (.*)$/m.exec(block)?.[1] ?? [])
    .filter((root) => root !== repo.root && realPath(root) !== repo.commonDir);
}

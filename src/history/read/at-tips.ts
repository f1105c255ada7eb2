import { readObjects } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import type { BytePath } from '../../model/byte-path.ts';
import { type PathNode, pathTree } from './path-tree.ts';
import { findEntries } from './read-tree.ts';

/**
 * Which of `paths` exist at a tip (a branch or tag), with which blobs. Trees are read level by level, each
 * only once, since tips share most of theirs, and only if it can contain a path.
 *
 * @param roots - names of commits and trees; those that name nothing are skipped
 * @returns the blobs at each path
 */
export async function presentAtTips(
  repo: Repository,
  roots: readonly string[],
  paths: Iterable<BytePath>,
): Promise<Map<BytePath, Set<string>>> {
  const found = new Map<BytePath, Set<string>>();
  const top = pathTree(paths);
  if (top.children.size === 0) return found;
  let level = new Map<string, Set<PathNode>>(roots.map((root) => [`${root}^{tree}`, new Set([top])]));
  while (level.size > 0) {
    const next = new Map<string, Set<PathNode>>();
    const nodes = [...level.values()];
    await readObjects(repo, level.keys(), (answer, index) => {
      if (answer?.type !== 'tree') return;
      for (const node of nodes[index] ?? []) {
        findEntries(answer.content, repo.nullOid.length, node.children, (child, isFolder, oid) => {
          if (isFolder) next.set(oid, (next.get(oid) ?? new Set()).add(child));
          else if (child.path !== null) found.set(child.path, (found.get(child.path) ?? new Set()).add(oid));
        });
      }
    });
    level = next;
  }
  return found;
}

import { type PathNode, pathTree } from '../../core/history/path-tree.ts';
import { readTree, TREE_MODE } from '../../core/history/read-tree.ts';
import type { BytePath } from '../../types.ts';
import type { Repository } from '../repository.ts';
import { readObjects } from './objects.ts';

/**
 * Which of `paths` stand in the tree of a tip, with which blobs. Level by level, each tree is read
 * once, and only where it is on the way to a path: tips share most of theirs.
 *
 * @param roots - ids of commits and trees
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
      for (const { mode, name, oid } of readTree(answer.content, repo.nullOid.length)) {
        for (const node of nodes[index] ?? []) visit(node.children.get(name), mode, oid, next, found);
      }
    });
    level = next;
  }
  return found;
}

function visit(
  node: PathNode | undefined,
  mode: string,
  oid: string,
  next: Map<string, Set<PathNode>>,
  found: Map<BytePath, Set<string>>,
): void {
  if (node === undefined) return;
  if (mode === TREE_MODE) next.set(oid, (next.get(oid) ?? new Set()).add(node));
  else if (node.path !== null) found.set(node.path, (found.get(node.path) ?? new Set()).add(oid));
}

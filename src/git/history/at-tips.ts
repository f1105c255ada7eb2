import { readTree } from '../../core/history/read-tree.ts';
import type { BytePath } from '../../types.ts';
import type { Repository } from '../repository.ts';
import { readObjects } from './objects.ts';

/** A folder on the way to paths that are asked about: its entries by name; `path` where one ends here. */
interface Node {
  readonly children: Map<string, Node>;
  path: BytePath | null;
}

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
  const top = plant(paths);
  if (top.children.size === 0) return found;
  let level = new Map<string, Set<Node>>(roots.map((root) => [`${root}^{tree}`, new Set([top])]));
  while (level.size > 0) {
    const next = new Map<string, Set<Node>>();
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
  node: Node | undefined,
  mode: string,
  oid: string,
  next: Map<string, Set<Node>>,
  found: Map<BytePath, Set<string>>,
): void {
  if (node === undefined) return;
  if (mode === TREE) next.set(oid, (next.get(oid) ?? new Set()).add(node));
  else if (node.path !== null) found.set(node.path, (found.get(node.path) ?? new Set()).add(oid));
}

const TREE = '40000';

function plant(paths: Iterable<BytePath>): Node {
  const top: Node = { children: new Map(), path: null };
  for (const path of paths) {
    let node = top;
    for (const name of path.split('/')) {
      let child = node.children.get(name);
      if (child === undefined) {
        child = { children: new Map(), path: null };
        node.children.set(name, child);
      }
      node = child;
    }
    node.path = path;
  }
  return top;
}

import type { BytePath } from '../../model/byte-path.ts';

/** A node of a tree of paths: its entries by name, and `path` if one of the paths ends here. */
export interface PathNode {
  readonly children: Map<string, PathNode>;
  path: BytePath | null;
}

/** The folders above `paths`, from the top. */
export function pathTree(paths: Iterable<BytePath>): PathNode {
  const top: PathNode = { children: new Map(), path: null };
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

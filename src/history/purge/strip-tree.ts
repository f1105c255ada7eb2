import { Buffer } from 'node:buffer';
import { type BytePath, toBytes } from '../../model/byte-path.ts';
import type { PathNode } from '../read/path-tree.ts';
import { readTree, TREE_MODE } from '../read/read-tree.ts';

/**
 * A tree object without the entries at the paths of `node`.
 *
 * @param stripped - the new id of a subtree; `null` if nothing is left of it
 * @returns the new content; `null` where nothing changed
 */
export function stripTree(
  content: Buffer,
  oidLength: number,
  node: PathNode,
  stripped: (oid: string, child: PathNode) => string | null,
): Buffer | null {
  const parts: Buffer[] = [];
  let changed = false;
  for (const { mode, name, oid } of readTree(content, oidLength)) {
    const child = node.children.get(name);
    const after = child === undefined ? oid : afterwards(mode, oid, child, stripped);
    if (after !== oid) changed = true;
    if (after === null) continue;
    parts.push(Buffer.from(`${mode} `), toBytes(name as BytePath), Buffer.of(0), Buffer.from(after, 'hex'));
  }
  return changed ? Buffer.concat(parts) : null;
}

function afterwards(
  mode: string,
  oid: string,
  child: PathNode,
  stripped: (oid: string, child: PathNode) => string | null,
): string | null {
  if (mode === TREE_MODE) return stripped(oid, child);
  return child.path === null ? oid : null;
}

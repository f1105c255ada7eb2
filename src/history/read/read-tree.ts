import type { Buffer } from 'node:buffer';
import { fromBytes } from '../../model/byte-path.ts';

/** A folder, as tree objects write it. */
export const TREE_MODE = '40000';

export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
}

/**
 * Reads a tree object: `<mode> <name>` NUL, then the id as bytes.
 *
 * @param oidLength - hex digits of an id here: 40, or 64 with SHA-256
 */
export function* readTree(content: Buffer, oidLength: number): Generator<TreeEntry> {
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const end = content.indexOf(0, space);
    const next = end + 1 + oidLength / 2;
    yield {
      mode: content.toString('latin1', at, space),
      name: fromBytes(content.subarray(space + 1, end)),
      oid: content.toString('hex', end + 1, next),
    };
    at = next;
  }
}

/**
 * Calls `visit` for the entries of a tree that are in `wanted`, and skips the others cheaply.
 *
 * @param oidLength - as for `readTree`
 */
export function findEntries<T>(
  content: Buffer,
  oidLength: number,
  wanted: ReadonlyMap<string, T>,
  visit: (found: T, isFolder: boolean, oid: string) => void,
): void {
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const end = content.indexOf(0, space);
    const next = end + 1 + oidLength / 2;
    const found = wanted.get(content.toString('latin1', space + 1, end));
    if (found !== undefined) {
      visit(
        found,
        content.toString('latin1', at, space) === TREE_MODE,
        content.toString('hex', end + 1, next),
      );
    }
    at = next;
  }
}

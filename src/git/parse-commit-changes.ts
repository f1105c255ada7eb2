import { Buffer } from 'node:buffer';
import { type BytePath, fromBytes } from '../model/byte-path.ts';

/** @param raw - modes, ids and status, as they come: `resultOf` reads them */
export type Visit = (commit: string, path: BytePath, raw: string) => void;

/**
 * Reads `git diff-tree --stdin --raw -z -c` piece by piece: `commit` NUL, then for each path
 * `:modes ids status` NUL `path` NUL, with a colon more for each parent of a merge beyond the first.
 *
 * @returns a function to be called with each piece of the output, in order
 */
export function parseCommitChanges(visit: Visit): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let commit = '';
  let isPath = false;
  let raw = '';
  return (chunk) => {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0) + 1;
    rest = bytes.subarray(end);
    if (end === 0) return;
    for (const field of fromBytes(bytes.subarray(0, end - 1)).split('\0')) {
      if (isPath) visit(commit, field as BytePath, raw);
      else if (field.startsWith(':')) raw = field;
      else commit = field;
      isPath = !isPath && field.startsWith(':');
    }
  };
}

/** Mode and id of a path after a change; before them in the line are those in each parent. */
export function resultOf(raw: string): { readonly mode: string; readonly oid: string } {
  const parents = raw.search(/[^:]/);
  const fields = raw.slice(parents).split(' ');
  return { mode: fields[parents] ?? '', oid: fields[2 * parents + 1] ?? '' };
}

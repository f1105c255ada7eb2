import { Buffer } from 'node:buffer';
import type { BytePath } from '../types.ts';
import { fromBytes } from './byte-path.ts';

/**
 * Reads `git diff-tree --stdin --raw -z -c` piece by piece: `commit` NUL, then for each path
 * `:modes ids status` NUL `path` NUL, with a colon more for each parent of a merge beyond the first.
 *
 * @returns a function to be called with each piece of the output, in order
 */
export function parseCommitChanges(visit: (commit: string, path: BytePath) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let commit = '';
  let isPath = false;
  return (chunk) => {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0) + 1;
    rest = bytes.subarray(end);
    if (end === 0) return;
    for (const field of fromBytes(bytes.subarray(0, end - 1)).split('\0')) {
      if (isPath) visit(commit, field as BytePath);
      else if (!field.startsWith(':')) commit = field;
      isPath = !isPath && field.startsWith(':');
    }
  };
}

import type { Buffer } from 'node:buffer';
import { type BytePath, fromBytes } from '../model/byte-path.ts';

/** Splits git's `-z` output; the last name ends in NUL as well. */
export function zsplit(output: Buffer): BytePath[] {
  if (output.length === 0) return [];
  const end = output[output.length - 1] === 0 ? output.length - 1 : output.length;
  return fromBytes(output.subarray(0, end)).split('\0') as BytePath[];
}

/** The new side of a change in `git diff --raw`. */
export interface Change {
  readonly path: BytePath;
  readonly mode: string;
  readonly oid: string;
}

/** Reads `git diff --raw -z --no-renames --no-abbrev`: `:old new oid oid status` NUL `path` NUL. */
export function parseRawDiff(output: Buffer): Change[] {
  const fields = zsplit(output);
  const changes: Change[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [, mode = '', , oid = ''] = (fields[i] as string).split(' ');
    changes.push({ path: fields[i + 1] as BytePath, mode, oid });
  }
  return changes;
}

export interface IndexEntry {
  readonly path: BytePath;
  readonly mode: string;
  readonly oid: string;
  /** 0, or 1 to 3 while a merge conflict is open. */
  readonly stage: number;
}

/** Reads `git ls-files -s -z`: `mode oid stage` TAB `path` NUL. */
export function parseStaged(output: Buffer): IndexEntry[] {
  return zsplit(output).map((line) => {
    const tab = line.indexOf('\t');
    const [mode = '', oid = '', stage = '0'] = line.slice(0, tab).split(' ');
    return { path: line.slice(tab + 1) as BytePath, mode, oid, stage: Number(stage) };
  });
}

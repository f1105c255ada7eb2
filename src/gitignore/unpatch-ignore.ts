import { type BytePath, fromBytes, toBytes } from '../model/byte-path.ts';
import { removeBlocks } from './edit-blocks.ts';

export interface IgnoreUnpatch {
  /** The lines that are taken away. */
  readonly lines: readonly string[];
  /** The file without them. */
  readonly after: Uint8Array;
  /** Whether there was no file before the patch, so that none is to be left. */
  readonly wasNew: boolean;
}

/**
 * Takes away what `patchIgnore` added: our comments, and the lines of ours that still follow each
 * directly. A file that was not edited since is again, byte for byte, what it was; lines that others wrote stay, though they read the same.
 */
export function unpatchIgnore(before: Uint8Array): IgnoreUnpatch {
  const { lines, text, wasNew } = removeBlocks(fromBytes(before));
  return { lines, after: toBytes(text as BytePath), wasNew };
}

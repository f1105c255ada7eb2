import { type BytePath, fromBytes, toBytes } from '../model/byte-path.ts';
import { removeBlocks } from './edit-blocks.ts';

export interface IgnoreUnpatch {
  /** The lines that are removed. */
  readonly lines: readonly string[];
  /** The file without them. */
  readonly after: Uint8Array;
  /** Whether the file did not exist before the patch, so that it is deleted. */
  readonly wasNew: boolean;
}

/**
 * Removes what `patchIgnore` added: our comments, and those of our lines that still directly follow each.
 * A file that was not edited since is restored byte for byte; equal lines that the user wrote are kept.
 */
export function unpatchIgnore(before: Uint8Array): IgnoreUnpatch {
  const { lines, text, wasNew } = removeBlocks(fromBytes(before));
  return { lines, after: toBytes(text as BytePath), wasNew };
}

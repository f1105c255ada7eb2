/**
 * A limit for the work on a file after it was read. With references, a small file can stand for a huge one
 * (ten thousand functions with the same million instructions), so work is limited by the size of the file.
 */
export interface WorkBudget {
  left: number;
}

/** The libraries of twelve Pythons need half of it at most. */
const PER_BYTE = 8;
const BASE = 50_000;
/** The limit for the text made from a file, which takes about 200 MB of memory. */
const MOST = 16_000_000;

export const workFor = (bytes: Uint8Array): WorkBudget => ({
  left: Math.min(MOST, BASE + PER_BYTE * bytes.length),
});

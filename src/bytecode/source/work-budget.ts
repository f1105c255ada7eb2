/**
 * A bound on what is done with a file after reading it. References make a small file mean a huge
 * one (ten thousand functions with the same million instructions), so work is paid for by size.
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

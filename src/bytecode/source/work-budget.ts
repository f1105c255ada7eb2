/**
 * A bound on what is done with a file after reading it. References make a small file mean a huge
 * one (ten thousand functions with the same million instructions), so work is paid for by size.
 */
export interface Work {
  left: number;
}

/** The libraries of twelve Pythons need half of it at most. */
const PER_BYTE = 8;
const BASE = 50_000;
/** What is made of a file is held in memory: this much is some 200 MB. */
const MOST = 16_000_000;

export const workFor = (bytes: Uint8Array): Work => ({
  left: Math.min(MOST, BASE + PER_BYTE * bytes.length),
});

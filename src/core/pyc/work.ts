/**
 * A bound on what is done with a file after reading it. References make a small file mean a huge
 * one (ten thousand functions with the same million instructions), so work is paid for by size.
 */
export interface Work {
  left: number;
}

/** The libraries of twelve Pythons need 4 at most. */
const PER_BYTE = 6;
const BASE = 50_000;

export const workFor = (bytes: Uint8Array): Work => ({ left: BASE + PER_BYTE * bytes.length });

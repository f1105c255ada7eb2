import { Buffer } from 'node:buffer';

/** Text in a file, found without regard to the structure of the file. */
export interface Run {
  readonly start: number;
  readonly text: string;
}

const SHORTEST = 6;
/** A run is cut here, so that one line of noise does not become the whole report. */
const LONGEST = 64 * 1024;

/** Whether enough text for a run begins at an offset. */
export const beginsRun = (bytes: Uint8Array, at: number): boolean =>
  bytes.length - at >= SHORTEST && bytes.subarray(at, at + SHORTEST).every(isPrintable);

const isPrintable = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a;

/** Runs of printable ASCII of six characters and more between two offsets, at most `most` of them. */
export function printableRuns(bytes: Uint8Array, from: number, to: number, most: number): Run[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const runs: Run[] = [];
  let start = from;
  for (let at = from; at <= to && runs.length < most; at += 1) {
    if (at < to && isPrintable(buffer[at] ?? 0) && at - start < LONGEST) continue;
    if (at - start >= SHORTEST) runs.push({ start, text: buffer.toString('latin1', start, at) });
    start = at + 1;
  }
  return runs;
}

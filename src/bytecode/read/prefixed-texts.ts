import { Buffer } from 'node:buffer';
import { beginsRun, printableRuns, type Run } from './printable-runs.ts';

/** What is shorter is a number more often than a text. */
const SHORTEST = 4;
const LONGEST = 1024 * 1024;

/**
 * Texts in a file of unknown format. Most formats write the length of a text before it, in four bytes
 * (RustPython's `compiler/core/src/marshal.rs`, say), so its end is known, and the type of what follows is
 * not taken for its last letter. Between such texts, runs of printable characters count.
 */
export function prefixedTexts(bytes: Uint8Array, from: number, most: number): Run[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const runs: Run[] = [];
  let rest = from;
  for (let at = from; at + 4 + SHORTEST <= buffer.length && runs.length < most; at += 1) {
    if (buffer[at + 3] !== 0) continue;
    const length = buffer.readUInt32LE(at);
    const start = at + 4;
    if (length < SHORTEST || length > LONGEST || start + length > buffer.length) continue;
    if (!isText(buffer, start, start + length)) continue;
    // a length never ends a text in its middle: the two halves of a secret would each look harmless
    if (beginsRun(bytes, start + length)) continue;
    runs.push(...printableRuns(bytes, rest, at, most - runs.length));
    runs.push({ start, text: buffer.toString('utf8', start, start + length) });
    rest = start + length;
    at = rest - 1;
  }
  runs.push(...printableRuns(bytes, rest, buffer.length, most - runs.length));
  return runs;
}

/** Other data has a control character, or invalid UTF-8, near its beginning. */
function isText(buffer: Buffer, start: number, end: number): boolean {
  let isAscii = true;
  for (let at = start; at < end; at += 1) {
    const byte = buffer[at] ?? 0;
    if (byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false;
    if (byte >= 0x80) isAscii = false;
  }
  return isAscii || !buffer.toString('utf8', start, end).includes('\ufffd');
}

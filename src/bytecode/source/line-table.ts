import type { Bytecode } from '../read/bytecode.ts';
import type { CodeObject } from '../read/code-object.ts';
import { versionNumber } from '../read/magic.ts';

/** From the bytecode offset `start` on, until the next one, the source is at `line`, if it is anywhere. */
export interface LineStart {
  readonly start: number;
  readonly line: number | undefined;
}

/** In bytes. A forged table of 16 MB would become a gigabyte of objects. */
const LARGEST = 512 * 1024;

/**
 * Which line of the source each stretch of a code object came from: `co_lnotab` up to 3.9
 * (CPython `Objects/lnotab_notes.txt`), `co_linetable` of 3.10 (PEP 626), the location table from
 * 3.11 on (`Objects/locations.md`).
 */
export function lineStarts({ bytes, header }: Bytecode, code: CodeObject): LineStart[] {
  if (!code.lines || code.lines.end - code.lines.start > LARGEST) return [];
  const table = bytes.subarray(code.lines.start, code.lines.end);
  if (code.layout.kind === 'kinds') return fromLocations(table, code.firstLine);
  const version = versionNumber(header?.python) ?? 0;
  if (version === 310 && header?.implementation === 'CPython') return fromLineTable(table, code.firstLine);
  return fromLnotab(table, code.firstLine, version >= 306);
}

const signed = (byte: number): number => (byte << 24) >> 24;

function fromLnotab(table: Uint8Array, firstLine: number, isSigned: boolean): LineStart[] {
  const starts: LineStart[] = [];
  let start = 0;
  let line = firstLine;
  for (let at = 0; at + 1 < table.length; at += 2) {
    const [step = 0, lines = 0] = table.subarray(at, at + 2);
    if (step > 0) starts.push({ start, line });
    start += step;
    line += isSigned ? signed(lines) : lines;
  }
  starts.push({ start, line });
  return starts;
}

function fromLineTable(table: Uint8Array, firstLine: number): LineStart[] {
  const starts: LineStart[] = [];
  let start = 0;
  let line = firstLine;
  for (let at = 0; at + 1 < table.length; at += 2) {
    const [step = 0, lines = 0] = table.subarray(at, at + 2);
    // -128 says that these instructions belong to no line.
    if (lines !== 0x80) line += signed(lines);
    if (step > 0) starts.push({ start, line: lines === 0x80 ? undefined : line });
    start += step;
  }
  return starts;
}

function fromLocations(table: Uint8Array, firstLine: number): LineStart[] {
  const starts: LineStart[] = [];
  let start = 0;
  let line = firstLine;
  let at = 0;
  while (at < table.length) {
    const head = table[at] ?? 0;
    const form = (head >> 3) & 15;
    at += 1;
    if (form === 13 || form === 14) line += readSigned(table, at);
    else if (form >= 10 && form <= 12) line += form - 10;
    starts.push({ start, line: form === 15 ? undefined : line });
    start += ((head & 7) + 1) * 2;
    // What follows belongs to this entry until a byte with the top bit set.
    while (at < table.length && ((table[at] ?? 0) & 0x80) === 0) at += 1;
  }
  return starts;
}

/** Six bits a byte, the lowest first; bit 6 says that more follow; the lowest bit of all is the sign. */
function readSigned(table: Uint8Array, from: number): number {
  let value = 0;
  for (let at = from, scale = 1; at < table.length && scale < 2 ** 36; at += 1, scale *= 64) {
    const byte = table[at] ?? 0;
    value += (byte & 63) * scale;
    if ((byte & 64) === 0) break;
  }
  return value % 2 === 0 ? value / 2 : -(value - 1) / 2;
}

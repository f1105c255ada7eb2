import { Buffer } from 'node:buffer';
import type { BytePath } from '../types.ts';
import { fromBytes } from './byte-path.ts';
import { classify } from './classify.ts';

export interface ScannedNames {
  /** How many there are; one that follows itself counts once. */
  readonly count: number;
  /** Those that are cache files or strays by name. */
  readonly suspects: readonly BytePath[];
}

const [NUL, DOT, SLASH, UNDERSCORE, O, C, S, Y] = [...Buffer.from('\0./_ocsy')];

/**
 * Counts names, each ended by NUL, and picks out the few that matter, as they come in. A million names
 * never become a million strings, and each byte is looked at once.
 *
 * @param tag - how many bytes stand before each name; the suspects keep theirs
 */
export function nameScan(tag = 0): { read: (chunk: Buffer) => void; result: () => ScannedNames } {
  const suspects: BytePath[] = [];
  let count = 0;
  /** The last name that was counted, and what has come of the next. */
  let rest = Buffer.alloc(0);
  let counted = 0;

  function read(chunk: Buffer): void {
    const bytes = Buffer.concat([rest, chunk]);
    let previous = 0;
    let start = counted;
    let isBelowUnderscore = false;
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === SLASH) {
        if (bytes[at - 1] === UNDERSCORE) isBelowUnderscore = true;
      } else if (byte === NUL) {
        if (at - start !== start - 1 - previous || !isSame(bytes, previous, start, at)) {
          count++;
          if (isBelowUnderscore || mayEndAsCache(bytes, at)) suspect(bytes.subarray(start, at));
        }
        isBelowUnderscore = false;
        previous = start;
        start = at + 1;
      }
    }
    rest = Buffer.from(bytes.subarray(previous));
    counted = start - previous;
  }

  function suspect(name: Buffer): void {
    const path = fromBytes(name);
    if (classify(path.slice(tag) as BytePath) !== 'none') suspects.push(path);
  }

  function result(): ScannedNames {
    if (rest.length > counted) throw new Error('a list of names ends in the middle of one');
    return { count, suspects };
  }

  return { read, result };
}

/** Neighbours in an index begin alike, so they are told apart from their ends. */
function isSame(bytes: Buffer, previous: number, start: number, end: number): boolean {
  for (let at = end - 1; at >= start; at--) if (bytes[at] !== bytes[previous + at - start]) return false;
  return true;
}

/** Lets through every name that ends in `.pyc`, `.pyo` or `$py.class`, in any case, and few others. */
function mayEndAsCache(bytes: Buffer, end: number): boolean {
  const last = lower(bytes[end - 1]);
  if (last === C || last === O) return lower(bytes[end - 2]) === Y && bytes[end - 4] === DOT;
  return last === S && bytes[end - 6] === DOT;
}

const lower = (byte: number | undefined): number => (byte ?? 0) | 0x20;

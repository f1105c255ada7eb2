import { Buffer } from 'node:buffer';
import type { BytePath } from '../types.ts';
import { classify } from './classify.ts';

export interface ScannedNames {
  /** How many there are; one that follows itself counts once. */
  readonly count: number;
  /** Those that are cache files or strays by name. */
  readonly suspects: readonly BytePath[];
}

const [DOT, C, O, S, Y] = [...Buffer.from('.cosy')];

/**
 * Counts names, each ended by NUL, and picks out the few that matter, as they come in. A million names
 * never become a million strings. What separates them is found by `indexOf`, which is at full speed from
 * the first byte, when a loop over bytes would first have to be compiled: half the time with 200,000.
 *
 * @param tag - how many bytes stand before each name; the suspects keep theirs
 */
export function nameScan(tag = 0): { read: (chunk: Buffer) => void; result: () => ScannedNames } {
  const suspects: BytePath[] = [];
  let count = 0;
  /** The last name that was counted, and what has come of the next. */
  let rest = '';
  let counted = 0;

  function read(chunk: Buffer): void {
    const text = rest + chunk.toString('latin1');
    let previous = 0;
    let start = counted;
    let folder = text.indexOf('_/', start);
    for (let end = text.indexOf('\0', start); end !== -1; end = text.indexOf('\0', start)) {
      if (end - start !== start - 1 - previous || !isSame(text, previous, start, end)) {
        count++;
        if ((folder !== -1 && folder < end) || mayEndAsCache(text, end)) suspect(text.slice(start, end));
      }
      previous = start;
      start = end + 1;
      if (folder !== -1 && folder < start) folder = text.indexOf('_/', start);
    }
    rest = text.slice(previous);
    counted = start - previous;
  }

  function suspect(name: string): void {
    if (classify(name.slice(tag) as BytePath) !== 'none') suspects.push(name as BytePath);
  }

  function result(): ScannedNames {
    if (rest.length > counted) throw new Error('a list of names ends in the middle of one');
    return { count, suspects };
  }

  return { read, result };
}

/** Neighbours in an index begin alike, so they are told apart from their ends. */
function isSame(text: string, previous: number, start: number, end: number): boolean {
  for (let at = end - 1; at >= start; at--) {
    if (text.charCodeAt(at) !== text.charCodeAt(previous + at - start)) return false;
  }
  return true;
}

/** Lets through every name that ends in `.pyc`, `.pyo` or `$py.class`, in any case, and few others. */
function mayEndAsCache(text: string, end: number): boolean {
  const last = lower(text, end - 1);
  if (last === C || last === O) return lower(text, end - 2) === Y && text.charCodeAt(end - 4) === DOT;
  return last === S && text.charCodeAt(end - 6) === DOT;
}

const lower = (text: string, at: number): number => text.charCodeAt(at) | 0x20;
